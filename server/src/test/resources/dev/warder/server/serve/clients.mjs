// Calls an API through the gate as programs on Node do. Arguments: address of the gate, key.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';

const [gate, key] = process.argv.slice(2);
const headers = { authorization: 'Bearer ' + key };
const trusted = process.env.NODE_EXTRA_CA_CERTS;
const ca = trusted ? fs.readFileSync(trusted) : undefined;
const large = Buffer.alloc(1 << 20, 'node ');

async function fetching() {
  const hello = await fetch(gate + '/hello?q=%C3%A9', { headers });
  assert.equal(hello.status, 200);
  assert.equal(await hello.text(), 'hello, /hello?q=%C3%A9\n');
  assert.deepEqual(hello.headers.getSetCookie(), ['a=1; Path=/', 'b=2']);
  assert.equal(hello.headers.get('x-credential'), '');
  assert.equal((await fetch(gate + '/none', { method: 'DELETE', headers })).status, 204);
  const head = await fetch(gate + '/range', { method: 'HEAD', headers });
  assert.equal(head.headers.get('content-length'), '1000');
  const part = await fetch(gate + '/range', { headers: { ...headers, range: 'bytes=0-3' } });
  assert.equal(part.status + await part.text(), '2060123');
  const echoed = await fetch(gate + '/echo', { method: 'POST', body: large, headers });
  assert.ok(large.equals(Buffer.from(await echoed.arrayBuffer())));
  assert.equal(await (await fetch(gate + '/moved', { headers })).text(), 'hello, /hello\n');
  const refused = await fetch(gate + '/hello');
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('content-type'), /problem\+json/);
  assert.equal((await refused.json()).status, 401);
}

async function uploading() {
  let left = 40;
  const body = new ReadableStream({
    pull(out) {
      if (left-- > 0) out.enqueue(new Uint8Array(10_000).fill(97));
      else out.close();
    },
  });
  const answer = await fetch(gate + '/echo', { method: 'POST', body, duplex: 'half', headers });
  assert.equal(answer.headers.get('x-framing'), 'chunked');
  assert.equal((await answer.text()).length, 400_000);
}

async function events() {
  const stop = new AbortController();
  const answer = await fetch(gate + '/events', { headers, signal: stop.signal });
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body) {
    text += decoder.decode(part, { stream: true });
    if (text.includes('event 5')) break;
  }
  assert.match(text, /event 1[^]*event 2[^]*event 3[^]*event 4[^]*event 5/);
  stop.abort();
}

// One connection, call after call; trailers both ways.
function overHttp1() {
  const spoken = gate.startsWith('https') ? https : http;
  const agent = new spoken.Agent({ keepAlive: true, maxSockets: 1, ca });
  const sockets = new Set();
  const call = (path, options, body) => new Promise((resolve, reject) => {
    const request = spoken.request(gate + path, { agent, headers, ...options }, answer => {
      let text = '';
      answer.on('data', part => { text += part; });
      answer.on('end', () => resolve({ status: answer.statusCode, text, trailers: answer.trailers }));
    });
    request.on('socket', socket => sockets.add(socket));
    request.on('continue', () => request.end(body));
    request.on('error', reject);
    if (options.headers?.expect) {
      request.flushHeaders();
    } else {
      if (options.trailers) {
        request.write('first ');
        request.addTrailers(options.trailers);
      }
      request.end(body);
    }
  });
  return (async () => {
    const told = await call('/trailers', {});
    assert.equal(told.text, 'one\ntwo\n');
    assert.equal(told.trailers['x-sum'], '8');
    const trailed = await call('/echo', {
      method: 'POST', headers: { ...headers, trailer: 'x-end' }, trailers: { 'x-end': '1' },
    }, 'second');
    assert.equal(trailed.text, 'first second');
    const expecting = await call('/echo', {
      method: 'PUT', headers: { ...headers, expect: '100-continue', 'content-length': 4 },
    }, 'word');
    assert.equal(expecting.text, 'word');
    for (let i = 0; i < 5; i++) {
      assert.equal((await call('/hello?n=' + i, {})).text, `hello, /hello?n=${i}\n`);
    }
    assert.equal(sockets.size, 1);
    agent.destroy();
  })();
}

function called(session, sent, body) {
  return new Promise((resolve, reject) => {
    const stream = session.request({ authorization: headers.authorization, ...sent });
    const got = { text: '' };
    stream.setEncoding('utf8');
    stream.on('response', fields => { got.status = fields[':status']; got.fields = fields; });
    stream.on('trailers', fields => { got.trailers = fields; });
    stream.on('data', part => { got.text += part; });
    stream.on('end', () => resolve(got));
    stream.on('error', reject);
    stream.end(body);
  });
}

async function overHttp2(session) {
  const hello = await called(session, { ':path': '/hello' });
  assert.equal(hello.status, 200);
  assert.deepEqual(hello.fields['set-cookie'], ['a=1; Path=/', 'b=2']);
  const told = await called(session, { ':path': '/trailers' });
  assert.equal(told.text, 'one\ntwo\n');
  assert.equal(told.trailers['x-sum'], '8');
  const text = 'a'.repeat(1 << 20);
  const echoed = await called(session, { ':path': '/echo', ':method': 'POST' }, text);
  assert.equal(echoed.text, text);
  const none = await called(session, { ':path': '/none', ':method': 'DELETE' });
  assert.equal(none.status, 204);
  const head = await called(session, { ':path': '/range', ':method': 'HEAD' });
  assert.equal(head.fields['content-length'], '1000');
}

async function many(session) {
  const calls = [];
  for (let i = 0; i < 300; i++) {
    calls.push(called(session, { ':path': '/hello?n=' + i }).then(got => {
      assert.equal(got.text, `hello, /hello?n=${i}\n`);
    }));
    calls.push(fetch(gate + '/hello?f=' + i, { headers }).then(async got => {
      assert.equal(await got.text(), `hello, /hello?f=${i}\n`);
    }));
  }
  await Promise.all(calls);
}

await fetching();
console.log('fetch: ok');
await uploading();
console.log('streamed upload: ok');
await events();
console.log('events: ok');
await overHttp1();
console.log('http: ok');
const session = http2.connect(gate, { ca });
await overHttp2(session);
console.log('http2: ok');
await many(session);
console.log('many: ok');
session.close();
process.exit(0);
