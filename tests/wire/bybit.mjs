// Checks the Bybit wire of `basis paper` with clients that others wrote: ccxt and bybit-api.
//
//   node bybit.mjs http://127.0.0.1:PORT [KEY SECRET]
//
// Needs an exchange without faults, at the usual speed, on which the account holds no perpetual; leaves it so. Where the next settlement of funding is near
// (--funding-interval 1s), waits for it and checks what was paid. One line a check; exit code 1 when one failed.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { RestClientV5 } from 'bybit-api';
import { check, comes, finished, fund, near, refused as refusedWith, started, sum } from './checks.mjs';

const { base, key, secret } = started('bybit.mjs');
const run = Date.now().toString(36); // ids are unique for ever, so that each run has its own
const id = name => `wire-${run}-${name}`;
const spot = 'BTC/USDT';
const perp = 'BTC/USDT:USDT';
const slippage = 0.005; // more than any curve of the venue asks for trades of this size

const exchange = ccxtClient(secret);
const client = new RestClientV5({ key, secret, baseUrl: base });

function ccxtClient(secret, options = {}) {
  const made = new ccxt.bybit({ apiKey: key, secret, options, rateLimit: 4 }); // it is usually slower than the exchange asks it to be
  for (const name of Object.keys(made.urls.api))
    made.urls.api[name] = base;
  return made;
}

const refused = async (kind, code, request) => `${await refusedWith(kind, `"retCode":${code},`, request)} ${code}`;

/** The result of an answer of bybit-api, which gives a refusal as an answer. */
async function result(request, code = 0) {
  const answer = await request;
  assert.equal(answer.retCode, code, `retCode ${answer.retCode}, ${answer.retMsg}`);
  return answer.result;
}

async function one(request) {
  const { list } = await result(request);
  assert.equal(list.length, 1, `${list.length} entries instead of one`);
  return list[0];
}

/** The whole transaction log of this run, oldest first. */
async function log(type) {
  const entries = [];
  let cursor;
  do {
    const page = await result(client.getTransactionLog({ accountType: 'UNIFIED', startTime: begin, limit: 50, type, cursor }));
    entries.push(...page.list);
    cursor = page.nextPageCursor;
  } while (cursor);
  return entries.reverse();
}

const usdt = async () => Number((await one(client.getWalletBalance({ accountType: 'UNIFIED', coin: 'USDT' }))).coin[0].walletBalance);
const held = async () => (await exchange.fetchPosition(perp)).contracts;

await fund(base, key, id, 'bybit');
assert.equal(await usdt() >= 10_000, true, 'the deposit did not arrive');
const begin = Number((await result(client.getServerTime())).timeNano.slice(0, -6)); // of what this run does, ms
const opening = await usdt();
let last = 0;
let mark = 0;
const fee = { spot: 0, perp: 0 };
const trades = {};

// ccxt: what anybody may ask

await check('ccxt time', async () => {
  const time = await exchange.fetchTime();
  near(time, Date.now(), 1e-8);
  return time;
});
await check('ccxt markets', async () => {
  const markets = await exchange.loadMarkets();
  const [coin, swap] = [markets[spot], markets[perp]];
  assert.deepEqual([coin.type, coin.base, coin.quote, coin.active], ['spot', 'BTC', 'USDT', true]);
  assert.deepEqual([coin.precision.amount, coin.precision.price, coin.limits.cost.min], [0.000001, 0.01, 5]);
  assert.deepEqual([swap.type, swap.linear, swap.settle, swap.contractSize, swap.active], ['swap', true, 'USDT', 1, true]);
  assert.deepEqual([swap.precision.amount, swap.precision.price, swap.limits.amount.min, swap.limits.cost.min, swap.limits.leverage.max], [0.001, 0.1, 0.001, 5, 100]);
  assert.equal(Object.values(markets).every(m => m.spot || m.linear), true, 'an inverse contract or an option');
  assert.equal(new Set(exchange.symbols).size, exchange.markets_by_id.BTCUSDT.length + exchange.markets_by_id.ETHUSDT.length, 'a market is there twice');
  return exchange.symbols.join(' ');
});
await check('ccxt currencies', async () => {
  const currencies = Object.keys(await exchange.fetchCurrencies());
  assert.ok(currencies.includes('BTC') && currencies.includes('USDT'));
  return currencies.join(' ');
});
await check('ccxt ticker spot', async () => {
  const ticker = await exchange.fetchTicker(spot);
  last = ticker.last;
  assert.ok(ticker.bid < last && last < ticker.ask && ticker.ask - ticker.bid < 1, `${ticker.bid} ${last} ${ticker.ask}`);
  assert.deepEqual([ticker.symbol, ticker.markPrice], [spot, undefined]);
  return last;
});
await check('ccxt ticker linear', async () => {
  const ticker = await exchange.fetchTicker(perp);
  mark = ticker.markPrice;
  assert.ok(ticker.bid < ticker.last && ticker.last < ticker.ask && ticker.symbol === perp);
  near(mark, ticker.last);
  near(ticker.indexPrice, last, 0.001);
  return mark;
});
await check('ccxt funding rate', async () => {
  const funding = await exchange.fetchFundingRate(perp);
  assert.ok(Math.abs(funding.fundingRate) < 0.01 && funding.fundingTimestamp > funding.timestamp, JSON.stringify(funding));
  near(funding.markPrice, mark, 0.001);
  return `${funding.fundingRate} at ${funding.fundingDatetime}`;
});
await check('ccxt funding rate history', async () => {
  const rates = await exchange.fetchFundingRateHistory(perp, undefined, 3);
  const [a, b, c] = rates.map(r => r.timestamp);
  assert.ok(rates.length === 3 && a < b && b < c && c <= Date.now() && b - a === c - b, `${a} ${b} ${c}`);
  assert.ok(rates.every(r => Math.abs(r.fundingRate) < 0.01 && r.symbol === perp));
  const earlier = await exchange.fetchFundingRateHistory(perp, a, 10, { endTime: b });
  assert.deepEqual(earlier.map(r => r.timestamp), [a, b]);
  return rates.map(r => r.fundingRate).join(' ');
});
for (const [symbol, price] of [[spot, last], [perp, mark]]) {
  await check(`ccxt order book ${symbol}`, async () => {
    const { bids, asks } = await exchange.fetchOrderBook(symbol);
    assert.ok(bids[0][0] > bids[1][0] && asks[0][0] < asks[1][0] && bids[0][0] < asks[0][0] && bids[0][1] > 0);
    near(bids[0][0], price, 0.001);
    return `${bids[0][0]} ${asks[0][0]}`;
  });
}

// ccxt: the account

await check('ccxt balance', async () => {
  const balance = await exchange.fetchBalance();
  near(balance.USDT.total, opening);
  near(balance.USDT.free, opening);
  assert.deepEqual([balance.USDT.used, balance.USDT.debt], [0, 0]);
  trades.coins = balance.BTC?.total ?? 0;
  return balance.USDT.total;
});
await check('ccxt trading fee', async () => {
  [fee.spot, fee.perp] = [(await exchange.fetchTradingFee(spot)).taker, (await exchange.fetchTradingFee(perp)).taker];
  assert.ok(fee.spot > 0 && fee.spot < 0.01 && fee.perp > 0 && fee.perp < 0.01);
  return `${fee.spot} ${fee.perp}`;
});
await check('ccxt positions', async () => {
  assert.deepEqual(await exchange.fetchPositions(), []);
  const [flat] = await exchange.fetchPositions([perp]);
  assert.deepEqual([flat.symbol, flat.contracts, flat.side, flat.hedged], [perp, 0, undefined, false]);
  return 'flat';
});
await check('ccxt leverage', async () => {
  const before = (await exchange.fetchLeverage(perp)).shortLeverage;
  await exchange.setLeverage(before === 5 ? 4 : 5, perp);
  trades.leverage = (await exchange.fetchLeverage(perp)).shortLeverage;
  assert.equal(trades.leverage, before === 5 ? 4 : 5);
  return trades.leverage;
});

// ccxt: orders

async function placed(name, symbol, side, amount, params = {}) {
  const order = await exchange.createOrder(symbol, 'market', side, amount, undefined, { clientOrderId: id(name), ...params });
  assert.equal(order.clientOrderId, id(name));
  return order.id;
}

/** The order by its own id: filled in full, with the fee of its kind. */
async function filled(name, symbol, side, amount, reduceOnly = false) {
  const order = await exchange.fetchOrder(undefined, symbol, { orderLinkId: id(name), acknowledged: true });
  assert.deepEqual(
    [order.clientOrderId, order.symbol, order.status, order.side, order.type, order.amount, order.filled, order.remaining, order.reduceOnly],
    [id(name), symbol, 'closed', side, 'market', amount, amount, 0, reduceOnly]);
  near(order.average, symbol === spot ? last : mark, slippage, 'average');
  assert.ok(side === 'buy' ? order.average >= (symbol === spot ? last : mark) * 0.999 : order.average <= (symbol === spot ? last : mark) * 1.001);
  near(order.cost, amount * order.average, 1e-9, 'cost');
  assert.equal(order.fees.length, 1, 'no fee');
  assert.equal(order.fees[0].currency, 'USDT');
  near(order.fees[0].cost, order.cost * (symbol === spot ? fee.spot : fee.perp), 1e-8, 'fee');
  trades[name] = order;
  return order;
}

await check('ccxt market buy spot', async () => {
  const placedId = await placed('c-spot', spot, 'buy', 0.01);
  const order = await filled('c-spot', spot, 'buy', 0.01);
  assert.equal(order.id, placedId);
  const balance = await exchange.fetchBalance();
  near(balance.BTC.total, trades.coins + 0.01);
  near(balance.USDT.total, opening - order.cost - order.fees[0].cost);
  return `${order.filled} at ${order.average}, fee ${order.fees[0].cost}`;
});
await check('ccxt market buy spot for an amount of USDT', async () => {
  const order = await exchange.createMarketBuyOrderWithCost(spot, 100, { clientOrderId: id('c-cost') });
  const found = await exchange.fetchOrder(order.id, spot, { acknowledged: true });
  assert.ok(found.status === 'closed' && found.cost <= 100 && found.cost > 99, `${found.status} ${found.cost}`);
  near(found.filled, Math.round(found.filled * 1e6) / 1e6);
  return `${found.filled} for ${found.cost}`;
});
await check('ccxt perpetual sell', async () => {
  await placed('c-short', perp, 'sell', 0.02);
  const order = await filled('c-short', perp, 'sell', 0.02);
  const [position] = await exchange.fetchPositions([perp]);
  assert.deepEqual([position.side, position.contracts, position.leverage, position.realizedPnl], ['short', 0.02, trades.leverage, 0]);
  near(position.entryPrice, order.average);
  near(position.notional, 0.02 * order.average);
  near(position.unrealizedPnl, 0.02 * (order.average - position.markPrice), 1e-6);
  near(position.initialMargin, 0.02 * position.markPrice / trades.leverage);
  assert.ok(position.liquidationPrice > order.average);
  assert.equal((await exchange.fetchPositions()).length, 1);
  const balance = await exchange.fetchBalance();
  near(balance.USDT.used, position.initialMargin, 1e-4);
  near(balance.USDT.free, balance.USDT.total - balance.USDT.used);
  return `${position.side} ${position.contracts} at ${position.entryPrice}, margin ${position.initialMargin}`;
});
await check('ccxt reduce-only buy', async () => {
  await placed('c-reduce', perp, 'buy', 0.005, { reduceOnly: true });
  const order = await filled('c-reduce', perp, 'buy', 0.005, true);
  const [position] = await exchange.fetchPositions([perp]);
  assert.deepEqual([position.side, position.contracts], ['short', 0.015]);
  near(position.entryPrice, trades['c-short'].average);
  near(position.realizedPnl, 0.005 * (trades['c-short'].average - order.average), 1e-6);
  return `${position.side} ${position.contracts}, realized ${position.realizedPnl}`;
});
await check('ccxt open orders', async () => {
  assert.deepEqual([await exchange.fetchOpenOrders(spot), await exchange.fetchOpenOrders(perp), await exchange.fetchOpenOrders()], [[], [], []]);
  return 'none';
});
await check('ccxt closed and canceled orders', async () => {
  const closed = (await exchange.fetchClosedOrders(perp, begin)).map(o => o.clientOrderId);
  assert.deepEqual(closed, [id('c-short'), id('c-reduce')]);
  assert.deepEqual(await exchange.fetchCanceledOrders(perp, begin), []);
  return `${closed.length} closed, none canceled`;
});
await check('ccxt my trades', async () => {
  const fills = await exchange.fetchMyTrades(perp, begin);
  assert.deepEqual(fills.map(f => [f.order, f.side, f.amount, f.price]), ['c-short', 'c-reduce'].map(n => [trades[n].id, trades[n].side, trades[n].amount, trades[n].average]));
  assert.deepEqual(fills.map(f => [f.fee.currency, f.fee.rate, f.takerOrMaker]), [['USDT', fee.perp, 'taker'], ['USDT', fee.perp, 'taker']]);
  near(sum(fills.map(f => f.fee.cost)), sum(['c-short', 'c-reduce'].map(n => trades[n].fees[0].cost)));
  const [first] = await exchange.fetchMyTrades(spot, begin);
  assert.deepEqual([first.symbol, first.order, first.amount, first.price], [spot, trades['c-spot'].id, 0.01, trades['c-spot'].average]); // the currency of its fee is ccxt's guess
  assert.ok((await exchange.fetchMyTrades(undefined, begin)).every(f => f.symbol === perp), 'a perpetual taken for spot');
  assert.equal((await exchange.fetchOrderTrades(trades['c-short'].id, perp)).length, 1);
  return `${fills.length} of ${perp}`;
});
await check('ccxt ledger', async () => {
  const entries = (await exchange.fetchLedger('USDT', begin, 50)).filter(e => e.type === 'trade' && e.info.type === 'TRADE');
  assert.equal(entries.length, 4);
  const first = entries.find(e => e.info.orderLinkId === id('c-spot'));
  assert.equal(first.direction, 'out');
  near(first.amount, trades['c-spot'].cost + trades['c-spot'].fees[0].cost);
  return `${entries.length} trades`;
});

// ccxt: refusals

const wrong = ccxtClient(`${secret}-wrong`);
const late = ccxtClient(secret, { timeDifference: 60_000 });
const early = ccxtClient(secret, { timeDifference: -60_000 });
const closing = { reduceOnly: true };
await check('ccxt cancel of an unknown order', async () => [
  await refused(ccxt.OrderNotFound, 110001, () => exchange.cancelOrder(undefined, perp, { orderLinkId: id('never') })),
  await refused(ccxt.OrderNotFound, 170213, () => exchange.cancelOrder(undefined, spot, { orderLinkId: id('never') })),
].join(', '));
await check('ccxt duplicate orderLinkId', async () => {
  const before = await held();
  const errors = [
    await refused(ccxt.InvalidOrder, 110072, () => placed('c-short', perp, 'sell', 0.02)),
    await refused(ccxt.InvalidOrder, 170141, () => placed('c-spot', spot, 'buy', 0.01)),
  ];
  assert.equal(await held(), before, 'it was executed twice');
  return errors.join(', ');
});
await check('ccxt insufficient funds', async () => [
  await refused(ccxt.InsufficientFunds, 110007, () => placed('c-rich', perp, 'sell', 100)),
  await refused(ccxt.InsufficientFunds, 170131, () => placed('c-rich', spot, 'buy', 80)),
].join(', '));
await check('ccxt reduce-only beyond the position', () => refused(ccxt.InvalidOrder, 110017, () => placed('c-beyond', perp, 'buy', 0.016, closing)));
await check('ccxt below the minimum', () => refused(ccxt.InvalidOrder, 170140, () => placed('c-small', spot, 'buy', 0.000001)));
await check('ccxt unknown order', () => exchange.fetchOrder('paper-0', spot, { acknowledged: true }).then(
  () => assert.fail('found'), e => { assert.ok(e instanceof ccxt.OrderNotFound, e.message); return e.constructor.name; }));
await check('ccxt wrong secret', () => refused(ccxt.AuthenticationError, 10004, () => wrong.fetchBalance()));
await check('ccxt unknown key', () => refused(ccxt.AuthenticationError, 10003, () => Object.assign(ccxtClient(secret), { apiKey: 'nobody' }).fetchBalance()));
await check('ccxt clock behind and ahead', async () => [
  await refused(ccxt.InvalidNonce, 10002, () => late.fetchBalance()),
  await refused(ccxt.InvalidNonce, 10002, () => early.fetchBalance()),
].join(', '));
await check('ccxt what is not served', () => refused(ccxt.ExchangeError, 404, () => exchange.withdraw('USDT', 10, '0x0000000000000000000000000000000000000001', undefined, { network: 'ERC20' })));

// funding, where it is near

const next = Number((await one(client.getTickers({ category: 'linear', symbol: 'BTCUSDT' }))).nextFundingTime);
if (await comes(next)) {
  await check('ccxt funding paid', async () => {
    const settled = (await exchange.fetchFundingHistory(perp, begin)).at(-1);
    const entry = (await log('SETTLEMENT')).find(e => Number(e.transactionTime) === settled.timestamp);
    assert.deepEqual([entry.side, entry.qty, entry.size], ['Sell', '0.015', '-0.015']);
    near(Number(entry.funding), 0.015 * Number(entry.tradePrice) * Number(entry.feeRate)); // a short is paid a positive rate
    near(Number(entry.change), Number(entry.funding));
    near(settled.amount, -Number(entry.funding)); // as a fee
    assert.ok((await exchange.fetchMyTrades(perp, begin)).every(f => f.info.execType === 'Trade'));
    return `${entry.funding} USDT at ${settled.datetime}`;
  });
} else {
  console.log(`     funding is not settled before ${new Date(next).toISOString()}; not checked (--funding-interval 1s has it checked)`);
}

// bybit-api: the same account

await check('bybit-api time', async () => {
  const { timeSecond, timeNano } = await result(client.getServerTime());
  assert.equal(timeNano.slice(0, 10), timeSecond);
  near(Number(timeSecond), Date.now() / 1000, 1e-8);
  return timeNano;
});
await check('bybit-api instruments', async () => {
  const coin = await one(client.getInstrumentsInfo({ category: 'spot', symbol: 'BTCUSDT' }));
  const swap = await one(client.getInstrumentsInfo({ category: 'linear', symbol: 'BTCUSDT' }));
  assert.deepEqual([coin.status, coin.lotSizeFilter.basePrecision, coin.lotSizeFilter.minOrderAmt, coin.priceFilter.tickSize], ['Trading', '0.000001', '5', '0.01']);
  assert.deepEqual([swap.contractType, swap.settleCoin, swap.lotSizeFilter.qtyStep, swap.lotSizeFilter.minNotionalValue, swap.leverageFilter.maxLeverage], ['LinearPerpetual', 'USDT', '0.001', '5', '100']);
  for (const category of ['inverse', 'option'])
    assert.deepEqual((await result(client.getInstrumentsInfo({ category }))).list, []);
  assert.deepEqual((await result(client.getInstrumentsInfo({ category: 'linear', status: 'PreLaunch' }))).list, []);
  return `steps ${coin.lotSizeFilter.basePrecision} ${swap.lotSizeFilter.qtyStep}`;
});
await check('bybit-api tickers', async () => {
  const coin = await one(client.getTickers({ category: 'spot', symbol: 'BTCUSDT' }));
  const swap = await one(client.getTickers({ category: 'linear', symbol: 'BTCUSDT' }));
  near(Number(coin.lastPrice), last, 0.001);
  near(Number(swap.markPrice), mark, 0.001);
  assert.ok(Number(swap.bid1Price) < Number(swap.ask1Price) && Number(swap.nextFundingTime) > Date.now() - 1000 && coin.fundingRate === undefined);
  return `${coin.lastPrice} ${swap.markPrice} ${swap.fundingRate}`;
});
await check('bybit-api funding rate history', async () => {
  const { list } = await result(client.getFundingRateHistory({ category: 'linear', symbol: 'BTCUSDT', limit: 2 }));
  assert.ok(list.length === 2 && Number(list[0].fundingRateTimestamp) > Number(list[1].fundingRateTimestamp));
  await result(client.getFundingRateHistory({ category: 'linear', symbol: 'BTCUSDT', startTime: begin }), 10001);
  return list[0].fundingRate;
});
await check('bybit-api order book', async () => {
  const { b, a, s } = await result(client.getOrderbook({ category: 'linear', symbol: 'BTCUSDT' }));
  assert.ok(s === 'BTCUSDT' && Number(b[0][0]) > Number(b[1][0]) && Number(b[0][0]) < Number(a[0][0]));
  return `${b[0][0]} ${a[0][0]}`;
});
await check('bybit-api key, account, fees', async () => {
  const about = await result(client.getQueryApiKey());
  assert.deepEqual([about.apiKey, about.readOnly, about.permissions.Spot, about.permissions.Wallet], [key, 0, ['SpotTrade'], []]);
  const { unifiedMarginStatus, marginMode } = await result(client.getAccountInfo());
  assert.deepEqual([unifiedMarginStatus, marginMode], [5, 'REGULAR_MARGIN']);
  const rate = await one(client.getFeeRate({ category: 'linear', symbol: 'BTCUSDT' }));
  assert.equal(Number(rate.takerFeeRate), fee.perp);
  return `${marginMode} ${rate.takerFeeRate}`;
});
await check('bybit-api balance', async () => {
  const wallet = await one(client.getWalletBalance({ accountType: 'UNIFIED' }));
  const coin = wallet.coin.find(c => c.coin === 'USDT');
  near(Number(coin.equity), Number(coin.walletBalance) + Number(coin.unrealisedPnl));
  near(Number(wallet.totalEquity), sum(wallet.coin.map(c => Number(c.usdValue))), 1e-6);
  near(Number(wallet.accountIMRate), Number(wallet.totalInitialMargin) / Number(wallet.totalMarginBalance), 1e-4);
  return wallet.totalEquity;
});
await check('bybit-api position', async () => {
  const position = await one(client.getPositionInfo({ category: 'linear', settleCoin: 'USDT' }));
  assert.deepEqual([position.symbol, position.side, position.size, position.positionIdx], ['BTCUSDT', 'Sell', '0.015', 0]);
  near(Number(position.avgPrice), trades['c-short'].average);
  return `${position.side} ${position.size}`;
});
await check('bybit-api leverage', async () => {
  const set = to => client.setLeverage({ category: 'linear', symbol: 'BTCUSDT', buyLeverage: to, sellLeverage: to });
  await result(set('10'));
  await result(set('10'), 110043);
  assert.equal((await one(client.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' }))).leverage, '10');
  return 10;
});

const order = (name, category, side, qty, more = {}) => client.submitOrder({ category, symbol: 'BTCUSDT', side, orderType: 'Market', qty, orderLinkId: id(name), ...more });
const found = (category, name) => one(client.getActiveOrders({ category, orderLinkId: id(name) }));
const inBase = { marketUnit: 'baseCoin' };
await check('bybit-api market buy spot', async () => {
  const created = await result(order('b-spot', 'spot', 'Buy', '0.01', inBase));
  const now = await found('spot', 'b-spot');
  assert.deepEqual([now.orderId, now.orderStatus, now.cumExecQty, now.leavesQty], [created.orderId, 'Filled', '0.01', '0']);
  near(Number(now.cumExecValue), 0.01 * Number(now.avgPrice));
  near(Number(now.cumExecFee), Number(now.cumExecValue) * fee.spot, 1e-8);
  assert.deepEqual(now.cumFeeDetail, { USDT: now.cumExecFee });
  const entry = (await log('TRADE')).find(e => e.orderId === now.orderId);
  near(Number(entry.change), -Number(now.cumExecValue) - Number(now.cumExecFee));
  return `${now.cumExecQty} at ${now.avgPrice}`;
});
await check('bybit-api market sell spot', async () => {
  await result(order('b-sell', 'spot', 'Sell', '0.01', inBase));
  const now = await found('spot', 'b-sell');
  assert.deepEqual([now.orderStatus, now.side, now.cumExecQty], ['Filled', 'Sell', '0.01']);
  return `${now.cumExecQty} at ${now.avgPrice}`;
});
await check('bybit-api perpetual sell', async () => {
  await result(order('b-short', 'linear', 'Sell', '0.01'));
  const now = await found('linear', 'b-short');
  const position = await one(client.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' }));
  assert.deepEqual([now.orderStatus, now.createType, position.size], ['Filled', 'CreateByUser', '0.025']);
  near(Number(position.avgPrice), (0.015 * trades['c-short'].average + 0.01 * Number(now.avgPrice)) / 0.025);
  return `${position.size} at ${position.avgPrice}`;
});
await check('bybit-api reduce-only buy', async () => {
  await result(order('b-reduce', 'linear', 'Buy', '0.025', closing));
  const now = await found('linear', 'b-reduce');
  const flat = await one(client.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' }));
  assert.deepEqual([now.orderStatus, now.reduceOnly, flat.side, flat.size], ['Filled', true, '', '0']);
  assert.deepEqual((await result(client.getPositionInfo({ category: 'linear', settleCoin: 'USDT' }))).list, []);
  return 'flat';
});
await check('bybit-api order history', async () => {
  const past = await one(client.getHistoricOrders({ category: 'linear', orderLinkId: id('b-short') }));
  assert.deepEqual([past.orderStatus, past.side, past.cumExecQty], ['Filled', 'Sell', '0.01']);
  assert.deepEqual((await result(client.getHistoricOrders({ category: 'linear', orderStatus: 'Cancelled' }))).list, []);
  return past.orderStatus;
});
await check('bybit-api open orders', async () => {
  assert.deepEqual((await result(client.getActiveOrders({ category: 'linear', symbol: 'BTCUSDT' }))).list, []);
  return 'none';
});
await check('bybit-api fills', async () => {
  const fill = await one(client.getExecutionList({ category: 'linear', orderLinkId: id('b-reduce') }));
  assert.deepEqual([fill.execType, fill.execQty, fill.closedSize, fill.feeCurrency, fill.isMaker], ['Trade', '0.025', '0.025', 'USDT', false]);
  near(Number(fill.execFee), Number(fill.execValue) * fee.perp, 1e-8);
  return `${fill.execQty} at ${fill.execPrice}, fee ${fill.execFee}`;
});
await check('bybit-api transaction log', async () => {
  const entries = await log();
  for (const e of entries)
    near(Number(e.change), Number(e.cashFlow) + Number(e.funding) - Number(e.fee), 1e-9, e.type);
  const ours = entries.filter(e => e.type !== 'TRANSFER_IN');
  near(await usdt(), opening + sum(ours.map(e => Number(e.change))), 1e-7, 'the balance');
  near(Number(entries.at(-1).cashBalance), await usdt(), 1e-9, 'the last balance');
  const short = entries.find(e => e.orderLinkId === id('b-short'));
  assert.deepEqual([short.type, short.side, short.qty, short.size, Number(short.feeRate)], ['TRADE', 'Sell', '0.01', '-0.025', fee.perp]);
  const bought = entries.find(e => e.orderLinkId === id('b-spot'));
  assert.ok(Number(bought.qty) < 0 && bought.qty === bought.cashFlow, `${bought.qty} ${bought.cashFlow}`);
  return `${ours.length} entries add up to ${await usdt()} USDT`;
});
await check('bybit-api refusals', async () => {
  await result(client.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderLinkId: id('never') }), 110001);
  await result(client.cancelOrder({ category: 'spot', symbol: 'BTCUSDT', orderLinkId: id('never') }), 170213);
  await result(order('b-short', 'linear', 'Sell', '0.01'), 110072);
  await result(order('b-spot', 'spot', 'Buy', '0.01', inBase), 170141);
  await result(order('b-rich', 'linear', 'Sell', '100'), 110007);
  await result(order('b-rich', 'spot', 'Buy', '80', inBase), 170131);
  await result(order('b-beyond', 'linear', 'Buy', '0.01', closing), 110017);
  return 'cancel 110001 170213, duplicate 110072 170141, funds 110007 170131, reduce-only 110017';
});
await check('bybit-api wrong secret', async () => {
  await result(new RestClientV5({ key, secret: `${secret}-wrong`, baseUrl: base }).getWalletBalance({ accountType: 'UNIFIED' }), 10004);
  return 10004;
});
await check('bybit-api clock behind', async () => {
  const slow = new RestClientV5({ key, secret, baseUrl: base });
  slow.timeOffset = -60_000; // as a synchronisation would have left it
  await result(slow.getWalletBalance({ accountType: 'UNIFIED' }), 10002);
  return 10002;
});
await check('bybit-api what is not served', async () => {
  const error = await client.submitWithdrawal({ coin: 'USDT', chain: 'ETH', address: '0x1', amount: '1', timestamp: Date.now(), accountType: 'UTA' }).catch(e => e);
  assert.deepEqual([error.code, error.body?.retCode], [404, 404]);
  return error.body.retMsg;
});

finished();
