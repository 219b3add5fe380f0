// Checks the Binance wire of `basis paper`, spot and USDT-margined perpetuals, with clients that others wrote: ccxt and binance.
//
//   node binance.mjs http://127.0.0.1:PORT [KEY SECRET]
//
// Needs an exchange without faults, at the usual speed, on which the account holds no perpetual; leaves it so. One line a check; exit code 1 when one failed.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { MainClient, USDMClient } from 'binance';
import { check, comes, finished, fund, near, refused, started, sum } from './checks.mjs';

const { base, key, secret } = started('binance.mjs');
const run = Date.now().toString(36);
const id = name => `wire-${run}-${name}`;
const spot = 'BTC/USDT';
const perp = 'BTC/USDT:USDT';
const slippage = 0.005; // more than any curve of the venue asks for trades of this size

const exchange = ccxtClient(secret);
const main = new MainClient(options(secret));
const usdm = new USDMClient(options(secret));

function options(secret) {
  return { api_key: key, api_secret: secret, baseUrl: base, disableTimeSync: true, beautifyResponses: false };
}

function ccxtClient(secret, more = {}) {
  const made = new ccxt.binance({ apiKey: key, secret, rateLimit: 4, options: { fetchMarkets: { types: ['spot', 'linear'] }, ...more } });
  for (const name of Object.keys(made.urls.api))
    made.urls.api[name] = made.urls.api[name].replace(/^https?:\/\/[^/]+/, base);
  const original = made.getExceptionsByUrl.bind(made); // it tells the futures by their host, and here there is one for all
  made.getExceptionsByUrl = (url, kind) => original(url.includes('/fapi/') ? 'https://fapi.binance.com/' : 'https://api.binance.com/', kind);
  return made;
}

const usdt = async type => (await exchange.fetchBalance({ type })).USDT?.total ?? 0;
const trades = {};
const fee = {};
let last = 0;
let mark = 0;

await fund(base, key, id, 'binance');
const begin = await exchange.fetchTime();
const opening = { spot: await usdt('spot'), swap: await usdt('swap') };

// ccxt: what anybody may ask

await check('ccxt time', async () => {
  near(await exchange.fetchTime(), Date.now(), 1e-8);
  near(await exchange.fetchTime({ subType: 'linear' }), Date.now(), 1e-8);
  return begin;
});
await check('ccxt markets', async () => {
  const markets = await exchange.loadMarkets();
  const [coin, swap] = [markets[spot], markets[perp]];
  assert.deepEqual([coin.type, coin.base, coin.quote, coin.active], ['spot', 'BTC', 'USDT', true]);
  assert.deepEqual([coin.precision.amount, coin.precision.price, coin.limits.amount.min, coin.limits.cost.min, coin.limits.market.max], [0.00001, 0.01, 0.00001, 5, 100]);
  assert.deepEqual([swap.type, swap.linear, swap.settle, swap.contractSize, swap.active], ['swap', true, 'USDT', 1, true]);
  assert.deepEqual([swap.precision.amount, swap.precision.price, swap.limits.amount.min, swap.limits.cost.min, swap.limits.market.max], [0.001, 0.1, 0.001, 100, 120]);
  return exchange.symbols.join(' ');
});
for (const [symbol, path] of [[spot, 'spot'], [perp, 'swap']]) {
  await check(`ccxt ticker ${path}`, async () => {
    const ticker = await exchange.fetchTicker(symbol);
    assert.ok(ticker.last > 0 && ticker.symbol === symbol && ticker.high >= ticker.low, JSON.stringify(ticker));
    if (symbol === spot)
      assert.ok(ticker.bid < ticker.last && ticker.last < ticker.ask);
    [last, mark] = symbol === spot ? [ticker.last, mark] : [last, ticker.last];
    return ticker.last;
  });
  await check(`ccxt order book ${path}`, async () => {
    const { bids, asks } = await exchange.fetchOrderBook(symbol);
    assert.ok(bids[0][0] > bids[1][0] && asks[0][0] < asks[1][0] && bids[0][0] < asks[0][0] && bids[0][1] > 0);
    return `${bids[0][0]} ${asks[0][0]}`;
  });
}
await check('ccxt best prices', async () => {
  const [{ bid, ask }, swap] = [(await exchange.fetchBidsAsks([spot]))[spot], (await exchange.fetchBidsAsks([perp]))[perp]];
  assert.ok(bid < ask && swap.bid < swap.ask);
  return `${bid} ${ask}`;
});
await check('ccxt funding rate', async () => {
  const funding = await exchange.fetchFundingRate(perp);
  assert.ok(Math.abs(funding.fundingRate) < 0.01 && funding.fundingTimestamp > funding.timestamp, JSON.stringify(funding));
  near(funding.markPrice, mark, 0.001);
  near(funding.indexPrice, last, 0.001);
  return `${funding.fundingRate} at ${funding.fundingDatetime}`;
});
await check('ccxt funding rate history', async () => {
  const rates = await exchange.fetchFundingRateHistory(perp, undefined, 3);
  const [a, b, c] = rates.map(r => r.timestamp);
  assert.ok(rates.length === 3 && a < b && b < c && c <= Date.now() && b - a === c - b, `${a} ${b} ${c}`);
  const earlier = await exchange.fetchFundingRateHistory(perp, a, 10, { until: b });
  assert.deepEqual(earlier.map(r => r.timestamp), [a, b]);
  const first = await exchange.fetchFundingRateHistory(perp, a - 1_000_000_000, 2);
  assert.ok(first.length === 2 && first[0].timestamp < a && first[0].timestamp >= a - 1_000_000_000);
  return rates.map(r => r.fundingRate).join(' ');
});

// ccxt: the account and its two wallets

await check('ccxt trading fees', async () => {
  fee.spot = (await exchange.fetchTradingFee(spot)).taker;
  fee.perp = (await exchange.fetchTradingFee(perp)).taker;
  assert.ok(fee.spot > 0 && fee.spot < 0.01 && fee.perp > 0 && fee.perp < 0.01);
  return `${fee.spot} ${fee.perp}`;
});
await check('ccxt transfer', async () => {
  const transfer = await exchange.transfer('USDT', 6000, 'spot', 'future');
  assert.ok(transfer.id);
  near(await usdt('spot'), opening.spot - 6000);
  near(await usdt('swap'), opening.swap + 6000);
  return transfer.id;
});
await check('ccxt transfer that is not covered', () => refused(ccxt.ExchangeError, '-5013', () => exchange.transfer('USDT', 1e9, 'spot', 'future')));
await check('ccxt positions', async () => {
  assert.deepEqual(await exchange.fetchPositions([perp]), []);
  return 'flat';
});
await check('ccxt leverage, margin mode, position mode', async () => {
  assert.equal((await exchange.setLeverage(5, perp)).leverage, 5);
  assert.equal((await exchange.fetchPositionMode(perp)).hedged, false);
  await exchange.setMarginMode('cross', perp).catch(e => assert.ok(e.message.includes('-4046'), e.message));
  return 5;
});
await check('ccxt leverage tiers', async () => {
  const tiers = (await exchange.fetchLeverageTiers([perp]))[perp];
  assert.ok(tiers.length === 1 && tiers[0].maxLeverage >= 100 && tiers[0].maintenanceMarginRate > 0);
  return tiers[0].maxLeverage;
});

// ccxt: orders

async function traded(name, symbol, side, amount, params = {}) {
  const placed = await exchange.createOrder(symbol, 'market', side, amount, undefined, { clientOrderId: id(name), ...params });
  assert.deepEqual([placed.clientOrderId, placed.symbol, placed.status, placed.side, placed.filled], [id(name), symbol, 'closed', side, amount]);
  const order = await exchange.fetchOrder(undefined, symbol, { clientOrderId: id(name) });
  assert.deepEqual(
    [order.id, order.clientOrderId, order.symbol, order.status, order.side, order.type, order.amount, order.filled, order.remaining],
    [placed.id, id(name), symbol, 'closed', side, 'market', amount, amount, 0]);
  const reference = symbol === spot ? last : mark;
  near(order.average, reference, slippage, 'average');
  assert.ok(side === 'buy' ? order.average >= reference * 0.999 : order.average <= reference * 1.001);
  near(order.cost, amount * order.average, 1e-9, 'cost');
  const [fill] = await exchange.fetchMyTrades(symbol, undefined, undefined, { orderId: order.id });
  assert.deepEqual([fill.order, fill.side, fill.amount, fill.price, fill.fee.currency], [order.id, side, amount, order.average, 'USDT']);
  near(fill.fee.cost, order.cost * (symbol === spot ? fee.spot : fee.perp), 1e-8, 'fee');
  trades[name] = { ...order, fee: fill.fee.cost, realized: Number(fill.info.realizedPnl) };
  return trades[name];
}

await check('ccxt market buy spot', async () => {
  const before = await usdt('spot');
  const order = await traded('c-spot', spot, 'buy', 0.01);
  near(await usdt('spot'), before - order.cost - order.fee);
  assert.ok((await exchange.fetchBalance({ type: 'spot' })).BTC.free >= 0.01);
  return `${order.filled} at ${order.average}, fee ${order.fee}`;
});
await check('ccxt market buy spot for an amount of USDT', async () => {
  const order = await exchange.createMarketBuyOrderWithCost(spot, 100, { clientOrderId: id('c-cost') });
  assert.ok(order.status === 'closed' && order.cost <= 100 && order.cost > 98, `${order.status} ${order.cost}`);
  return `${order.filled} for ${order.cost}`;
});
await check('ccxt perpetual sell', async () => {
  const order = await traded('c-short', perp, 'sell', 0.02);
  const [position] = await exchange.fetchPositions([perp]);
  assert.deepEqual([position.side, position.contracts, position.hedged], ['short', 0.02, false]);
  near(position.entryPrice, order.average);
  near(position.unrealizedPnl, 0.02 * (order.average - position.markPrice), 1e-6);
  near(position.initialMargin, 0.02 * position.markPrice / 5, 1e-6);
  assert.ok(position.liquidationPrice > order.average);
  const balance = await exchange.fetchBalance({ type: 'swap' });
  near(balance.USDT.total, opening.swap + 6000 - order.fee + position.unrealizedPnl, 1e-4);
  return `${position.side} ${position.contracts} at ${position.entryPrice}`;
});
await check('ccxt reduce-only buy', async () => {
  const order = await traded('c-reduce', perp, 'buy', 0.005, { reduceOnly: true });
  assert.equal(order.reduceOnly, true);
  const [position] = await exchange.fetchPositions([perp]);
  assert.deepEqual([position.side, position.contracts], ['short', 0.015]);
  near(order.realized, 0.005 * (trades['c-short'].average - order.average), 1e-6);
  return `${position.side} ${position.contracts}, realized ${order.realized}`;
});
await check('ccxt lists of orders', async () => {
  assert.deepEqual([await exchange.fetchOpenOrders(spot), await exchange.fetchOpenOrders(perp)], [[], []]);
  assert.deepEqual((await exchange.fetchOrders(perp, begin)).map(o => o.clientOrderId), [id('c-short'), id('c-reduce')]);
  assert.deepEqual((await exchange.fetchMyTrades(perp, begin)).map(t => t.order), [trades['c-short'].id, trades['c-reduce'].id]);
  return 'none open';
});
await check('ccxt an id that comes again is another order', async () => {
  const again = await exchange.createOrder(perp, 'market', 'sell', 0.003, undefined, { clientOrderId: id('c-short') });
  assert.notEqual(again.id, trades['c-short'].id); // a market order frees its id at once
  assert.equal((await exchange.fetchOrder(undefined, perp, { clientOrderId: id('c-short') })).id, again.id);
  await exchange.createOrder(perp, 'market', 'buy', 0.003, undefined, { reduceOnly: true });
  return `${trades['c-short'].id} ${again.id}`;
});

// ccxt: refusals

const at = shift => ccxtClient(secret, { timeDifference: shift });
await check('ccxt cancel of an unknown order', async () => [
  await refused(ccxt.OrderNotFound, '-2011', () => exchange.cancelOrder(undefined, perp, { clientOrderId: id('never') })),
  await refused(ccxt.OrderNotFound, '-2011', () => exchange.cancelOrder(undefined, spot, { clientOrderId: id('never') })),
].join(' '));
await check('ccxt unknown order', async () => [
  await refused(ccxt.OrderNotFound, '-2013', () => exchange.fetchOrder(undefined, spot, { clientOrderId: id('never') })),
  await refused(ccxt.OrderNotFound, '-2013', () => exchange.fetchOrder(undefined, perp, { clientOrderId: id('never') })),
].join(' '));
await check('ccxt insufficient funds', async () => [
  await refused(ccxt.InsufficientFunds, '-2019', () => exchange.createOrder(perp, 'market', 'sell', 100)),
  await refused(ccxt.InsufficientFunds, 'insufficient balance', () => exchange.createOrder(spot, 'market', 'buy', 80)),
].join(' '));
await check('ccxt reduce-only beyond the position', () => refused(ccxt.InvalidOrder, '-2022', () => exchange.createOrder(perp, 'market', 'buy', 0.016, undefined, { reduceOnly: true })));
await check('ccxt sizes', async () => [
  await refused(ccxt.BadRequest, '-1013', () => exchange.createOrder(spot, 'market', 'buy', 0.00001)),
  await refused(ccxt.ExchangeError, '-4164', () => exchange.createOrder('ETH/USDT:USDT', 'market', 'sell', 0.001)),
].join(' '));
await check('ccxt wrong secret and key', async () => [
  await refused(ccxt.AuthenticationError, '-1022', () => ccxtClient(`${secret}-wrong`).fetchBalance()),
  await refused(ccxt.AuthenticationError, '-2015', () => Object.assign(ccxtClient(secret), { apiKey: 'nobody' }).fetchBalance()),
].join(' '));
await check('ccxt clock behind and ahead', async () => [
  await refused(ccxt.InvalidNonce, '-1021', () => at(60_000).fetchBalance()),
  await refused(ccxt.InvalidNonce, '-1021', () => at(-60_000).fetchBalance()),
].join(' '));

// funding, where it is near

const { nextFundingTime } = await usdm.getMarkPrice({ symbol: 'BTCUSDT' });
if (await comes(nextFundingTime)) {
  await check('ccxt funding paid', async () => {
    const paid = (await exchange.fetchFundingHistory(perp, begin)).filter(p => p.amount !== 0);
    assert.ok(paid.length > 0 && paid.every(p => p.code === 'USDT' && p.symbol === perp));
    near(Math.abs(paid.at(-1).amount), 0.015 * mark * Math.abs((await exchange.fetchFundingRate(perp)).fundingRate), 0.01);
    return `${paid.at(-1).amount} USDT at ${paid.at(-1).datetime}`;
  });
} else {
  console.log(`     funding is not settled before ${new Date(nextFundingTime).toISOString()}; not checked (--funding-interval 1s has it checked)`);
}

// binance: the same account

/** The code of a refusal, which it throws. */
async function code(request) {
  try {
    await request;
  } catch (e) {
    return e.code ?? e.body?.code ?? JSON.stringify(e);
  }

  return assert.fail('it was not refused');
}

await check('binance exchange info', async () => {
  const coin = (await main.getExchangeInfo({ symbol: 'BTCUSDT' })).symbols[0];
  const swap = (await usdm.getExchangeInfo()).symbols.find(s => s.symbol === 'BTCUSDT');
  const filter = (symbol, type) => symbol.filters.find(f => f.filterType === type);
  assert.deepEqual([filter(coin, 'LOT_SIZE').stepSize, filter(coin, 'NOTIONAL').minNotional, filter(coin, 'MARKET_LOT_SIZE').stepSize], ['0.00001', '5', '0']);
  assert.deepEqual([filter(swap, 'LOT_SIZE').stepSize, filter(swap, 'MIN_NOTIONAL').notional, swap.contractType], ['0.001', '100', 'PERPETUAL']);
  return `${coin.status} ${swap.status}`;
});
await check('binance prices', async () => {
  const book = await main.getSymbolOrderBookTicker({ symbol: 'BTCUSDT' });
  const premium = await usdm.getMarkPrice({ symbol: 'BTCUSDT' });
  assert.ok(Number(book.bidPrice) < Number(book.askPrice));
  near(Number(book.bidPrice), last, 0.001);
  near(Number(premium.markPrice), mark, 0.001);
  return `${book.bidPrice} ${premium.markPrice}`;
});
await check('binance transfer and its history', async () => {
  const { tranId } = await main.submitUniversalTransfer({ type: 'UMFUTURE_MAIN', asset: 'USDT', amount: 1000 });
  const history = await main.getUniversalTransferHistory({ type: 'UMFUTURE_MAIN', startTime: begin });
  assert.deepEqual([history.rows[0].tranId, history.rows[0].amount, history.rows[0].status], [tranId, '1000', 'CONFIRMED']);
  return tranId;
});
await check('binance market buy and sell spot', async () => {
  for (const side of ['BUY', 'SELL']) {
    const newClientOrderId = main.generateNewOrderId();
    const order = await main.submitNewOrder({ symbol: 'BTCUSDT', side, type: 'MARKET', quantity: 0.01, newClientOrderId, newOrderRespType: 'FULL' });
    assert.deepEqual([order.status, order.executedQty, order.fills.length, order.fills[0].commissionAsset], ['FILLED', '0.01', 1, 'USDT']);
    const found = await main.getOrder({ symbol: 'BTCUSDT', origClientOrderId: newClientOrderId });
    assert.deepEqual([found.orderId, found.cummulativeQuoteQty, found.side], [order.orderId, order.cummulativeQuoteQty, side]);
    const [fill] = await main.getAccountTradeList({ symbol: 'BTCUSDT', orderId: order.orderId });
    assert.deepEqual([fill.qty, fill.quoteQty, fill.isBuyer], ['0.01', order.cummulativeQuoteQty, side === 'BUY']);
    near(Number(fill.commission), Number(fill.quoteQty) * fee.spot, 1e-8);
  }

  return 'filled';
});
await check('binance perpetual sell and reduce-only buy', async () => {
  const order = (side, quantity, more) => usdm.submitNewOrder({ symbol: 'BTCUSDT', side, type: 'MARKET', quantity, newClientOrderId: usdm.generateNewOrderId(), newOrderRespType: 'RESULT', ...more });
  const opened = await order('SELL', 0.01);
  assert.deepEqual([opened.status, opened.executedQty, opened.reduceOnly], ['FILLED', '0.01', false]);
  const closed = await order('BUY', 0.025, { reduceOnly: 'true' });
  assert.deepEqual([closed.status, closed.executedQty, closed.reduceOnly], ['FILLED', '0.025', true]);
  const [fill] = await usdm.getAccountTrades({ symbol: 'BTCUSDT', orderId: closed.orderId });
  const entry = (0.015 * trades['c-short'].average + 0.01 * Number(opened.avgPrice)) / 0.025;
  near(Number(fill.realizedPnl), 0.025 * (entry - Number(closed.avgPrice)), 0.2); // the id used twice has moved the entry a little
  assert.deepEqual(await usdm.getPositionsV3({ symbol: 'BTCUSDT' }), []);
  return `realized ${fill.realizedPnl}`;
});
await check('binance balances are their income', async () => {
  const income = await usdm.getIncomeHistory({ startTime: begin, limit: 1000 });
  const [balance] = await usdm.getBalanceV3();
  near(Number(balance.balance), opening.swap + sum(income.map(i => Number(i.income))), 1e-7);
  assert.equal(balance.maxWithdrawAmount, balance.balance); // flat
  return `${income.length} entries add up to ${balance.balance} USDT`;
});
await check('binance refusals', async () => {
  const codes = [
    await code(main.getOrder({ symbol: 'BTCUSDT', origClientOrderId: id('never') })),
    await code(usdm.cancelOrder({ symbol: 'BTCUSDT', origClientOrderId: id('never') })),
    await code(main.submitNewOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 80 })),
    await code(usdm.submitNewOrder({ symbol: 'BTCUSDT', side: 'SELL', type: 'MARKET', quantity: 100 })),
    await code(usdm.submitNewOrder({ symbol: 'BTCUSDT', side: 'SELL', type: 'MARKET', quantity: 0.0101 })),
    await code(usdm.submitNewOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01, reduceOnly: 'true' })),
    await code(main.getSymbolOrderBookTicker({ symbol: 'NOTHING' })),
    await code(new MainClient(options(`${secret}-wrong`)).getAccountInformation()),
  ];
  assert.deepEqual(codes, [-2013, -2011, -2010, -2019, -1111, -2022, -1121, -1022]);
  return codes.join(' ');
});

finished();
