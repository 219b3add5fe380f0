// Checks the OKX wire of `basis paper` with clients that others wrote: ccxt and okx-api.
//
//   node okx.mjs http://127.0.0.1:PORT [KEY SECRET [PASSPHRASE]]
//
// Needs an exchange without faults, at the usual speed, on which the account holds no perpetual; leaves it so. One line a check; exit code 1 when one failed.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { RestClient } from 'okx-api';
import { check, comes, finished, fund, near, refused, started, sum } from './checks.mjs';

const { base, key, secret } = started('okx.mjs');
const passphrase = process.argv[5] ?? 'paper';
const run = Date.now().toString(36);
const id = name => `wire${run}${name}`; // letters and digits only
const spot = 'BTC/USDT';
const perp = 'BTC/USDT:USDT';
const contract = 0.01;
const slippage = 0.005;

const exchange = ccxtClient(secret);
const client = new RestClient({ apiKey: key, apiSecret: secret, apiPass: passphrase, baseUrl: base });

function ccxtClient(secret, more = {}) {
  const made = new ccxt.okx({ apiKey: key, secret, password: passphrase, rateLimit: 4, ...more });
  for (const name of Object.keys(made.urls.api))
    made.urls.api[name] = base;
  return made;
}

const usdt = async () => Number((await client.getBalance({ ccy: 'USDT' }))[0].details[0].cashBal);
const trades = {};
let last = 0;
let mark = 0;

await fund(base, key, id, 'okx');
const begin = await exchange.fetchTime();
const opening = await usdt();

// ccxt

await check('ccxt markets', async () => {
  const markets = await exchange.loadMarkets();
  const [coin, swap] = [markets[spot], markets[perp]];
  assert.deepEqual([coin.type, coin.active, coin.precision.amount, coin.limits.amount.min], ['spot', true, 0.00000001, 0.00001]);
  assert.deepEqual([swap.type, swap.linear, swap.settle, swap.contractSize, swap.precision.amount, swap.precision.price], ['swap', true, 'USDT', contract, 0.01, 0.1]);
  return exchange.symbols.join(' ');
});
await check('ccxt tickers and books', async () => {
  for (const symbol of [spot, perp]) {
    const [ticker, { bids, asks }] = [await exchange.fetchTicker(symbol), await exchange.fetchOrderBook(symbol)];
    assert.ok(ticker.bid < ticker.last && ticker.last < ticker.ask && ticker.symbol === symbol && bids[0][0] < asks[0][0]);
    [last, mark] = symbol === spot ? [ticker.last, mark] : [last, ticker.last];
  }

  return `${last} ${mark}`;
});
await check('ccxt funding rate and its history', async () => {
  const funding = await exchange.fetchFundingRate(perp);
  assert.ok(Math.abs(funding.fundingRate) < 0.01 && funding.fundingTimestamp > Date.now() - 1000);
  const [a, b, c] = (await exchange.fetchFundingRateHistory(perp, undefined, 3)).map(r => r.timestamp);
  assert.ok(a < b && b < c && b - a === c - b, `${a} ${b} ${c}`);
  return funding.fundingRate;
});
await check('ccxt balance and position', async () => {
  const { USDT } = await exchange.fetchBalance();
  near(USDT.total, opening);
  near(USDT.free, opening);
  assert.deepEqual(await exchange.fetchPositions([perp]), []);
  await exchange.setLeverage(5, perp, { mgnMode: 'cross' });
  return USDT.total;
});

async function traded(name, symbol, side, amount, params = {}) {
  const placed = await exchange.createOrder(symbol, 'market', side, amount, undefined, { clientOrderId: id(name), ...params });
  const order = await exchange.fetchOrder(undefined, symbol, { clientOrderId: id(name) });
  assert.deepEqual([order.id, order.clientOrderId, order.symbol, order.status, order.side, order.filled], [placed.id, id(name), symbol, 'closed', side, amount]);
  const reference = symbol === spot ? last : mark;
  near(order.average, reference, slippage, 'average');
  assert.equal(order.fee.currency, 'USDT');
  const [fill] = await exchange.fetchOrderTrades(order.id, symbol);
  assert.deepEqual([fill.order, fill.side, fill.amount, fill.price], [order.id, side, amount, order.average]);
  near(fill.fee.cost, order.fee.cost);
  trades[name] = order;
  return order;
}

for (const [name, way] of [['Batch', undefined], ['Single', 'privatePostTradeOrder']]) {
  await check(`ccxt market buy spot (${name.toLowerCase()})`, async () => {
    if (way)
      exchange.options.createOrder = way;
    const before = await usdt();
    const order = await traded(`c${name}`, spot, 'buy', 0.01);
    near(await usdt(), before - order.cost - order.fee.cost, 1e-8);
    return `${order.filled} at ${order.average}, fee ${order.fee.cost}`;
  });
}
await check('ccxt perpetual sell', async () => {
  const order = await traded('cShort', perp, 'sell', 2);
  const [position] = await exchange.fetchPositions([perp]);
  assert.deepEqual([position.side, position.contracts, position.contractSize, position.hedged], ['short', 2, contract, false]);
  near(position.entryPrice, order.average);
  near(position.unrealizedPnl, 2 * contract * (order.average - position.markPrice), 1e-6);
  near(position.initialMargin, 2 * contract * position.markPrice / 5, 1e-6);
  assert.ok(position.liquidationPrice > order.average);
  return `${position.side} ${position.contracts} at ${position.entryPrice}`;
});
await check('ccxt reduce-only buy', async () => {
  const order = await traded('cReduce', perp, 'buy', 0.5, { reduceOnly: true });
  assert.equal((await exchange.fetchPositions([perp]))[0].contracts, 1.5);
  return `1.5 left, bought at ${order.average}`;
});
await check('ccxt refusals', async () => [
  await refused(ccxt.OrderNotFound, '51603', () => exchange.fetchOrder(undefined, spot, { clientOrderId: id('never') })),
  await refused(ccxt.InsufficientFunds, '51008', () => exchange.createOrder(perp, 'market', 'sell', 20_000)),
  await refused(ccxt.InvalidOrder, '51020', () => exchange.createOrder(spot, 'market', 'buy', 0.000001)),
  await refused(ccxt.ExchangeError, '51169', () => exchange.createOrder(perp, 'market', 'buy', 2, undefined, { reduceOnly: true })),
  await refused(ccxt.AuthenticationError, '50113', () => ccxtClient(`${secret}-wrong`).fetchBalance()),
  await refused(ccxt.AuthenticationError, '50111', () => Object.assign(ccxtClient(secret), { apiKey: 'nobody' }).fetchBalance()),
  await refused(ccxt.AuthenticationError, '50105', () => Object.assign(ccxtClient(secret), { password: 'other' }).fetchBalance()),
].join(' '));

// funding, where it is near

const [{ fundingTime }] = await client.getFundingRate({ instId: 'BTC-USDT-SWAP' });
if (await comes(Number(fundingTime))) {
  await check('okx-api funding paid', async () => {
    const bill = (await client.getBills({ instType: 'SWAP', type: '8' })).find(b => Number(b.sz) === 1.5);
    near(Math.abs(Number(bill.balChg)), 1.5 * contract * Number(bill.px) * Math.abs((await exchange.fetchFundingRate(perp)).fundingRate), 1e-6);
    return `${bill.balChg} USDT at ${new Date(Number(bill.ts)).toISOString()}`;
  });
} else {
  console.log(`     funding is not settled before ${new Date(Number(fundingTime)).toISOString()}; not checked (--funding-interval 1s has it checked)`);
}

// okx-api: the same account

await check('okx-api instruments and prices', async () => {
  const [swap] = await client.getInstruments({ instType: 'SWAP', instId: 'BTC-USDT-SWAP' });
  assert.deepEqual([swap.ctVal, swap.lotSz, swap.minSz, swap.settleCcy, swap.state], ['0.01', '0.01', '0.01', 'USDT', 'live']);
  const [ticker] = await client.getTicker({ instId: 'BTC-USDT' });
  const [price] = await client.getMarkPrice({ instType: 'SWAP', instId: 'BTC-USDT-SWAP' });
  near(Number(ticker.last), last, 0.001);
  near(Number(price.markPx), mark, 0.001);
  return `${ticker.last} ${price.markPx}`;
});
await check('okx-api account', async () => {
  const [config] = await client.getAccountConfiguration();
  assert.deepEqual([config.posMode, config.acctLv], ['net_mode', '2']);
  const [position] = await client.getPositions({ instId: 'BTC-USDT-SWAP' });
  assert.deepEqual([position.pos, position.posSide, position.mgnMode, position.lever], ['-1.5', 'net', 'cross', '5']);
  return position.pos;
});

const order = (name, instId, side, sz, more) =>
  client.submitOrder({ instId, tdMode: instId.endsWith('SWAP') ? 'cross' : 'cash', side, ordType: 'market', sz, clOrdId: id(name), ...more });
await check('okx-api market sell spot', async () => {
  const [placed] = await order('oSell', 'BTC-USDT', 'sell', '0.02', { tgtCcy: 'base_ccy' });
  const [found] = await client.getOrderDetails({ instId: 'BTC-USDT', clOrdId: id('oSell') });
  assert.deepEqual([placed.sCode, found.ordId, found.state, found.accFillSz, found.feeCcy], ['0', placed.ordId, 'filled', '0.02', 'USDT']);
  return `${found.accFillSz} at ${found.avgPx}`;
});
await check('okx-api reduce-only buy', async () => {
  const [placed] = await order('oClose', 'BTC-USDT-SWAP', 'buy', '1.5', { reduceOnly: true });
  const [fill] = await client.getFills({ instType: 'SWAP', ordId: placed.ordId });
  assert.deepEqual([fill.clOrdId, fill.fillSz, fill.feeCcy], [id('oClose'), '1.5', 'USDT']);
  assert.deepEqual(await client.getPositions({ instId: 'BTC-USDT-SWAP' }), []);
  return `${fill.fillSz} at ${fill.fillPx}`;
});
await check('okx-api the bills add up to the balance', async () => {
  const bills = [];
  for (let after; ;) {
    const page = await client.getBills({ begin: `${begin}`, ...(after && { after }) });
    bills.push(...page);
    if (page.length < 100)
      break;
    after = page.at(-1).billId;
  }

  near(await usdt(), opening + sum(bills.map(b => Number(b.balChg))), 1e-7);
  return `${bills.length} bills, ${bills[0].bal} USDT`;
});
await check('okx-api refusals', async () => {
  const code = request => request.then(([answer]) => answer.sCode, e => e.data?.[0]?.sCode ?? e.code);
  const codes = [
    await code(client.getOrderDetails({ instId: 'BTC-USDT', clOrdId: id('never') })),
    await code(client.cancelOrder({ instId: 'BTC-USDT', clOrdId: id('never') })),
    await code(order('oRich', 'BTC-USDT-SWAP', 'sell', '20000')),
    await code(order('oStep', 'BTC-USDT-SWAP', 'sell', '0.001')),
    await code(new RestClient({ apiKey: key, apiSecret: `${secret}-wrong`, apiPass: passphrase, baseUrl: base }).getBalance()),
  ];
  assert.deepEqual(codes, ['51603', '51400', '51008', '51121', '50113']);
  return codes.join(' ');
});

finished();
