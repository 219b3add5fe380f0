// Checks the Binance wire of `basis paper` with the exchange's own clients: @binance/spot and @binance/derivatives-trading-usds-futures.
//
//   node binance-official.mjs http://127.0.0.1:PORT [KEY SECRET]
//
// Needs what binance.mjs needs: an exchange without faults, at the usual speed, on which the account holds no perpetual; leaves it so. One line a check; exit code 1 when one failed.
// The clients do not look at what they read, so that every answer is compared with the type that the client declares for it.
import assert from 'node:assert/strict';
import { DerivativesTradingUsdsFutures, BadRequestError as FuturesBadRequest, UnauthorizedError as FuturesUnauthorized } from '@binance/derivatives-trading-usds-futures';
import { BadRequestError, Spot, UnauthorizedError } from '@binance/spot';
import { check, comes, finished, fund, near, refused, started, sum } from './checks.mjs';
import { answersOf } from './models.mjs';

const { base, key, secret } = started('binance-official.mjs');
const run = Date.now().toString(36);
const id = name => `official-${run}-${name}`;
const symbol = 'BTCUSDT';
const slippage = 0.005; // more than any curve of the venue asks for trades of this size

const spot = new Spot({ configurationRestAPI: options() }).restAPI;
const futures = new DerivativesTradingUsdsFutures({ configurationRestAPI: options() }).restAPI;
const ofSpot = answersOf('@binance/spot');
const ofFutures = answersOf('@binance/derivatives-trading-usds-futures', ['newOrder.avgPrice', 'newOrder.cumQuote']); // the two that RESULT is asked for

/** Without a second try, which would hide a failure. */
function options(more = {}) {
  return { apiKey: key, apiSecret: secret, basePath: base, timeout: 10_000, retries: 0, ...more };
}

/** What a method of the client answers, as the client has read it. */
const askSpot = async (method, request) => ofSpot(method, await (await spot[method](request)).data());
const askFutures = async (method, request) => ofFutures(method, await (await futures[method](request)).data());

/** The transfers between wallets are of another library; here they are sent with this one's signature. */
const transfers = async (method, request) => (await spot.sendSignedRequest('/sapi/v1/asset/transfer', method, request)).data();

/** Requires a refusal of a kind, with a code. */
async function code(kind, expected, request) {
  await refused(kind, '', request);
  const error = await request().catch(e => e);
  assert.equal(error.code, expected, error.message);
  return expected;
}

const wallet = async () => Number((await askFutures('futuresAccountBalanceV3')).find(b => b.asset === 'USDT').balance);
const coins = async () => Object.fromEntries((await askSpot('getAccount', { omitZeroBalances: true })).balances.map(b => [b.asset, Number(b.free)]));
const filter = (of, type) => of.filters.find(f => f.filterType === type);
const rate = {};
let last = 0;
let mark = 0;

await fund(base, key, id, 'binance');
const begin = Number((await askSpot('time')).serverTime);
const opening = await wallet();

// what anybody may ask

await check('time', async () => {
  near(begin, Date.now(), 1e-8);
  near(Number((await askFutures('checkServerTime')).serverTime), Date.now(), 1e-8);
  await askSpot('ping');
  return begin;
});
await check('exchange info', async () => {
  const coin = (await askSpot('exchangeInfo', { symbol })).symbols[0];
  const swap = (await askFutures('exchangeInformation')).symbols.find(s => s.symbol === symbol);
  assert.deepEqual([coin.status, coin.baseAsset, coin.quoteAsset, coin.isSpotTradingAllowed, coin.orderTypes], ['TRADING', 'BTC', 'USDT', true, ['MARKET']]);
  assert.deepEqual(
    [filter(coin, 'LOT_SIZE').stepSize, filter(coin, 'PRICE_FILTER').tickSize, filter(coin, 'NOTIONAL').minNotional, filter(coin, 'MARKET_LOT_SIZE').maxQty],
    ['0.00001', '0.01', '5', '100']);
  assert.deepEqual([swap.status, swap.contractType, swap.marginAsset], ['TRADING', 'PERPETUAL', 'USDT']);
  assert.deepEqual(
    [filter(swap, 'LOT_SIZE').stepSize, filter(swap, 'PRICE_FILTER').tickSize, filter(swap, 'MIN_NOTIONAL').notional, filter(swap, 'MARKET_LOT_SIZE').maxQty],
    ['0.001', '0.1', '100', '120']);
  return `${coin.status} ${swap.status}`;
});
await check('best prices', async () => {
  const book = await askSpot('tickerBookTicker', { symbol });
  const swap = await askFutures('symbolOrderBookTicker', { symbol });
  for (const { bidPrice, askPrice, bidQty } of [book, swap])
    assert.ok(Number(bidPrice) < Number(askPrice) && Number(bidQty) > 0);
  last = (Number(book.bidPrice) + Number(book.askPrice)) / 2;
  assert.ok((await askSpot('tickerBookTicker')).some(b => b.symbol === symbol));
  return `${book.bidPrice} ${book.askPrice}`;
});
await check('last prices and books', async () => {
  for (const [ask, book, day, price] of [
    [askSpot, 'depth', 'ticker24hr', 'tickerPrice'],
    [askFutures, 'orderBook', 'ticker24hrPriceChangeStatistics', 'symbolPriceTicker'],
    [askFutures, 'orderBook', 'ticker24hrPriceChangeStatistics', 'symbolPriceTickerV2'],
  ]) {
    const { bids, asks } = await ask(book, { symbol, limit: 5 });
    assert.ok(Number(bids[0][0]) > Number(bids[1][0]) && Number(asks[0][0]) < Number(asks[1][0]) && Number(bids[0][0]) < Number(asks[0][0]));
    near(Number((await ask(day, { symbol })).lastPrice), last, 0.01);
    near(Number((await ask(price, { symbol })).price), last, 0.01);
  }

  return last;
});
await check('mark, index, funding', async () => {
  const premium = await askFutures('markPrice', { symbol });
  mark = Number(premium.markPrice);
  near(Number(premium.indexPrice), last, 0.001);
  near(mark, last, 0.01);
  assert.ok(Math.abs(Number(premium.lastFundingRate)) < 0.01 && premium.nextFundingTime > premium.time);
  assert.ok((await askFutures('markPrice')).some(p => p.symbol === symbol));
  return `${premium.markPrice}, ${premium.lastFundingRate} at ${new Date(Number(premium.nextFundingTime)).toISOString()}`;
});
await check('funding rate history', async () => {
  const rates = await askFutures('getFundingRateHistory', { symbol, limit: 3 });
  const [a, b, c] = rates.map(r => Number(r.fundingTime));
  assert.ok(rates.length === 3 && a < b && b < c && c <= Date.now() && b - a === c - b, `${a} ${b} ${c}`);
  assert.deepEqual((await askFutures('getFundingRateHistory', { symbol, startTime: a, endTime: b })).map(r => Number(r.fundingTime)), [a, b]);
  await askFutures('getFundingRateInfo');
  return rates.map(r => r.fundingRate).join(' ');
});

// the account and its two wallets

await check('commission', async () => {
  rate.spot = Number((await askSpot('accountCommission', { symbol })).standardCommission.taker);
  rate.perp = Number((await askFutures('userCommissionRate', { symbol })).takerCommissionRate);
  assert.ok(rate.spot > 0 && rate.spot < 0.01 && rate.perp > 0 && rate.perp < 0.01);
  return `${rate.spot} ${rate.perp}`;
});
await check('spot account', async () => {
  const account = await askSpot('getAccount');
  assert.deepEqual([account.accountType, account.canTrade, Number(account.commissionRates.taker)], ['SPOT', true, rate.spot]);
  assert.ok(account.balances.find(b => b.asset === 'USDT').free > 0 && account.updateTime <= Date.now());
  return account.balances.map(b => `${b.free} ${b.asset}`).join(' ');
});
await check('transfer and its history', async () => {
  const before = await coins();
  const { tranId } = await transfers('POST', { type: 'MAIN_UMFUTURE', asset: 'USDT', amount: 6000 });
  near((await coins()).USDT, before.USDT - 6000);
  near(await wallet(), opening + 6000);
  const { total, rows } = await transfers('GET', { type: 'MAIN_UMFUTURE', startTime: begin });
  assert.deepEqual([total, rows[0].tranId, rows[0].amount, rows[0].asset, rows[0].status], [1, tranId, '6000', 'USDT', 'CONFIRMED']);
  return tranId;
});
await check('leverage and its tiers', async () => {
  const set = await askFutures('changeInitialLeverage', { symbol, leverage: 5 });
  assert.deepEqual([set.symbol, set.leverage], [symbol, 5]);
  const [{ brackets }] = await askFutures('notionalAndLeverageBrackets', { symbol });
  assert.ok(brackets.length === 1 && brackets[0].initialLeverage >= 100 && brackets[0].maintMarginRatio > 0 && brackets[0].notionalFloor === 0);
  assert.equal((await askFutures('getCurrentPositionMode')).dualSidePosition, false);
  const [configuration] = await askFutures('symbolConfiguration', { symbol });
  assert.deepEqual([configuration.symbol, configuration.leverage, configuration.marginType], [symbol, 5, 'CROSSED']);
  const account = await askFutures('futuresAccountConfiguration');
  assert.deepEqual([account.canTrade, account.dualSidePosition, account.multiAssetsMargin], [true, false, false]);
  return `${set.leverage} of ${brackets[0].initialLeverage}`;
});
await check('no position', async () => {
  assert.deepEqual(await askFutures('positionInformationV3', { symbol }), []);
  const account = await askFutures('accountInformationV3');
  near(Number(account.totalMarginBalance), opening + 6000);
  assert.deepEqual([account.positions, account.totalInitialMargin, account.assets[0].walletBalance], [[], '0', account.totalWalletBalance]);
  return account.totalMarginBalance;
});

// orders of spot

for (const side of ['BUY', 'SELL']) {
  await check(`spot market ${side.toLowerCase()}`, async () => {
    const [before, newClientOrderId] = [await coins(), id(side)];
    const order = await askSpot('newOrder', { symbol, side, type: 'MARKET', quantity: 0.01, newClientOrderId, newOrderRespType: 'FULL' });
    assert.deepEqual([order.clientOrderId, order.status, order.side, order.type, order.executedQty], [newClientOrderId, 'FILLED', side, 'MARKET', '0.01']);
    assert.ok(Number.isInteger(order.orderId) && Number.isInteger(order.transactTime) && order.transactTime >= begin);
    const [cost, fee] = [Number(order.cummulativeQuoteQty), Number(order.fills[0].commission)];
    near(cost / 0.01, last, slippage, 'price');
    near(fee, cost * rate.spot, 1e-8, 'fee');
    const found = await askSpot('getOrder', { symbol, origClientOrderId: newClientOrderId });
    assert.deepEqual([found.orderId, found.status, found.executedQty, found.cummulativeQuoteQty, found.side], [order.orderId, 'FILLED', '0.01', order.cummulativeQuoteQty, side]);
    assert.equal((await askSpot('getOrder', { symbol, orderId: order.orderId })).clientOrderId, newClientOrderId);
    const [fill] = await askSpot('myTrades', { symbol, orderId: order.orderId });
    assert.deepEqual(
      [fill.orderId, fill.id, fill.qty, fill.price, fill.quoteQty, fill.commission, fill.commissionAsset, fill.isBuyer],
      [order.orderId, order.fills[0].tradeId, '0.01', order.fills[0].price, order.cummulativeQuoteQty, order.fills[0].commission, 'USDT', side === 'BUY']);
    const after = await coins();
    near(after.USDT, before.USDT + (side === 'BUY' ? -cost : cost) - fee);
    near(after.BTC ?? 0, (before.BTC ?? 0) + (side === 'BUY' ? 0.01 : -0.01));
    return `${order.executedQty} at ${order.fills[0].price}, fee ${fill.commission}`;
  });
}
await check('spot market buy for an amount of USDT', async () => {
  const order = await askSpot('newOrder', { symbol, side: 'BUY', type: 'MARKET', quoteOrderQty: 100, newClientOrderId: id('cost') });
  assert.ok(order.status === 'FILLED' && Number(order.cummulativeQuoteQty) <= 100 && Number(order.cummulativeQuoteQty) > 98);
  assert.equal(order.origQuoteOrderQty, '100');
  return `${order.executedQty} for ${order.cummulativeQuoteQty}`;
});
await check('spot lists of orders', async () => {
  assert.deepEqual(await askSpot('getOpenOrders', { symbol }), []);
  assert.deepEqual((await askSpot('allOrders', { symbol, startTime: begin })).map(o => o.clientOrderId), [id('BUY'), id('SELL'), id('cost')]);
  return 'none open';
});

// orders of the perpetual

const placed = {};

async function traded(name, side, quantity, more = {}) {
  const request = { symbol, side, type: 'MARKET', quantity, newClientOrderId: id(name), newOrderRespType: 'RESULT', ...more };
  const order = await askFutures('newOrder', request);
  assert.deepEqual(
    [order.clientOrderId, order.status, order.side, order.type, order.executedQty, order.reduceOnly],
    [id(name), 'FILLED', side, 'MARKET', String(quantity), more.reduceOnly === 'true']);
  near(Number(order.avgPrice), mark, slippage, 'price');
  near(Number(order.cumQuote), quantity * Number(order.avgPrice), 1e-9);
  const found = await askFutures('queryOrder', { symbol, origClientOrderId: id(name) });
  assert.deepEqual([found.orderId, found.status, found.avgPrice, found.cumQuote, found.reduceOnly], [order.orderId, 'FILLED', order.avgPrice, order.cumQuote, order.reduceOnly]);
  const [fill] = await askFutures('accountTradeList', { symbol, orderId: order.orderId });
  assert.deepEqual([fill.orderId, fill.side, fill.qty, fill.price, fill.commissionAsset], [order.orderId, side, String(quantity), order.avgPrice, 'USDT']);
  near(Number(fill.commission), Number(fill.quoteQty) * rate.perp, 1e-8, 'fee');
  return placed[name] = { id: order.orderId, price: Number(order.avgPrice), realized: Number(fill.realizedPnl), commission: fill.commission };
}

await check('perpetual market sell', async () => {
  const order = await traded('short', 'SELL', 0.02);
  const [position] = await askFutures('positionInformationV3', { symbol });
  assert.deepEqual([position.positionSide, position.positionAmt, position.marginAsset], ['BOTH', '-0.02', 'USDT']);
  near(Number(position.entryPrice), order.price);
  near(Number(position.unRealizedProfit), 0.02 * (order.price - Number(position.markPrice)), 1e-6);
  near(Number(position.notional), -0.02 * Number(position.markPrice));
  near(Number(position.initialMargin), 0.02 * Number(position.markPrice) / 5, 1e-6);
  assert.ok(Number(position.liquidationPrice) > order.price);
  return `${position.positionAmt} at ${position.entryPrice}, fee ${order.commission}`;
});
await check('futures account and balance', async () => {
  const account = await askFutures('accountInformationV3');
  const [balance] = await askFutures('futuresAccountBalanceV3');
  const [position] = account.positions;
  assert.deepEqual([position.symbol, position.positionAmt, account.assets[0].asset, balance.asset], [symbol, '-0.02', 'USDT', 'USDT']);
  near(Number(account.totalMarginBalance), Number(account.totalWalletBalance) + Number(account.totalUnrealizedProfit));
  near(Number(account.availableBalance), Number(account.totalMarginBalance) - Number(account.totalInitialMargin));
  near(Number(balance.balance), Number(account.totalWalletBalance), 1e-4); // funding may have come between them
  return `${balance.balance} USDT`;
});
await check('reduce-only buy', async () => {
  const order = await traded('reduce', 'BUY', 0.005, { reduceOnly: 'true' });
  assert.equal((await askFutures('positionInformationV3', { symbol }))[0].positionAmt, '-0.015');
  near(order.realized, 0.005 * (placed.short.price - order.price), 1e-6);
  return `realized ${order.realized}`;
});

// refusals

const never = { symbol, origClientOrderId: id('never') };
const sell = more => ({ symbol, side: 'SELL', type: 'MARKET', newClientOrderId: id('refused'), ...more });

/** As from a machine whose clock is so far off. */
async function clock(shift, request) {
  const now = Date.now;
  Date.now = () => now() + shift;
  try {
    return await request();
  } finally {
    Date.now = now;
  }
}

await check('unknown order', async () => [
  await code(BadRequestError, -2013, () => spot.getOrder(never)),
  await code(FuturesBadRequest, -2013, () => futures.queryOrder(never)),
  await code(BadRequestError, -2011, () => spot.deleteOrder(never)),
  await code(FuturesBadRequest, -2011, () => futures.cancelOrder(never)),
].join(' '));
await check('what the account cannot pay', async () => [
  await code(BadRequestError, -2010, () => spot.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 80 })),
  await code(FuturesBadRequest, -2019, () => futures.newOrder(sell({ quantity: 100 }))),
  await code(BadRequestError, -5013, () => transfers('POST', { type: 'MAIN_UMFUTURE', asset: 'USDT', amount: 1e9 })),
].join(' '));
await check('sizes', async () => [
  await code(FuturesBadRequest, -1111, () => futures.newOrder(sell({ quantity: 0.0101 }))),
  await code(BadRequestError, -1111, () => spot.newOrder(sell({ quantity: 0.000000001 }))),
  await code(BadRequestError, -1013, () => spot.newOrder(sell({ quantity: 0.00001 }))),
  await code(FuturesBadRequest, -4164, () => futures.newOrder(sell({ symbol: 'ETHUSDT', quantity: 0.001 }))),
].join(' '));
await check('reduce-only beyond the position', () => code(FuturesBadRequest, -2022, () => futures.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.016, reduceOnly: 'true' })));
await check('unknown symbol', async () => [
  await code(BadRequestError, -1121, () => spot.tickerBookTicker({ symbol: 'NOTHING' })),
  await code(FuturesBadRequest, -1121, () => futures.markPrice({ symbol: 'NOTHING' })),
].join(' '));
await check('wrong secret and key', async () => {
  const [wrong, nobody] = [{ apiSecret: `${secret}-wrong` }, { apiKey: 'nobody' }].map(more => ({ configurationRestAPI: options(more) }));
  return [
    await code(BadRequestError, -1022, () => new Spot(wrong).restAPI.getAccount()),
    await code(FuturesBadRequest, -1022, () => new DerivativesTradingUsdsFutures(wrong).restAPI.futuresAccountBalanceV3()),
    await code(UnauthorizedError, -2015, () => new Spot(nobody).restAPI.getAccount()),
    await code(FuturesUnauthorized, -2015, () => new DerivativesTradingUsdsFutures(nobody).restAPI.futuresAccountBalanceV3()),
  ].join(' ');
});
await check('clock behind and ahead', async () => [
  await code(BadRequestError, -1021, () => clock(-60_000, () => spot.getAccount())),
  await code(BadRequestError, -1021, () => clock(60_000, () => spot.getAccount())),
  await code(FuturesBadRequest, -1021, () => clock(-60_000, () => futures.accountInformationV3())),
].join(' '));

// funding, where it is near, and the end

const { nextFundingTime } = await askFutures('markPrice', { symbol });
if (await comes(Number(nextFundingTime))) {
  await check('funding paid', async () => {
    const paid = (await askFutures('getIncomeHistory', { symbol, incomeType: 'FUNDING_FEE', startTime: begin })).filter(i => Number(i.income) !== 0);
    assert.ok(paid.length > 0 && paid.every(p => p.asset === 'USDT' && p.incomeType === 'FUNDING_FEE'));
    return `${paid.at(-1).income} USDT`;
  });
} else {
  console.log(`     funding is not settled before ${new Date(Number(nextFundingTime)).toISOString()}; not checked (--funding-interval 1s has it checked)`);
}

await check('close', async () => {
  const order = await traded('close', 'BUY', 0.015, { reduceOnly: 'true' });
  near(order.realized, 0.015 * (placed.short.price - order.price), 1e-6);
  assert.deepEqual(await askFutures('positionInformationV3', { symbol }), []);
  assert.deepEqual((await askFutures('allOrders', { symbol, startTime: begin })).map(o => o.orderId), ['short', 'reduce', 'close'].map(name => placed[name].id));
  assert.deepEqual(await askFutures('currentAllOpenOrders', { symbol }), []);
  assert.deepEqual(await askFutures('usersForceOrders', { symbol, startTime: begin }), []);
  return `realized ${order.realized}`;
});
await check('balance is its income', async () => {
  const income = await askFutures('getIncomeHistory', { startTime: begin, limit: 1000 });
  assert.deepEqual([...new Set(income.map(i => i.incomeType))].filter(t => t !== 'FUNDING_FEE').sort(), ['COMMISSION', 'REALIZED_PNL', 'TRANSFER']);
  const [balance] = await askFutures('futuresAccountBalanceV3');
  near(Number(balance.balance), opening + sum(income.map(i => Number(i.income))), 1e-7);
  assert.equal(balance.maxWithdrawAmount, balance.balance); // flat
  return `${income.length} entries add up to ${balance.balance} USDT`;
});

finished();
