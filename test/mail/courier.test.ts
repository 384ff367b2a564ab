import assert from 'node:assert/strict';
import { MailWorld } from './mail-world.ts';
import { linkIn, type Mood, TestMailServer } from './test-mail-server.ts';

const { signal } = new AbortController();

describe('the courier', () => {
  let world: MailWorld;
  const cleanup: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    world = await MailWorld.open();
    cleanup.push(() => world.database.close());
  });
  afterEach(async () => {
    for (const close of cleanup.splice(0).reverse()) await close();
  });

  const serve = async (...options: Parameters<typeof TestMailServer.open>) => {
    const server = await TestMailServer.open(...options);
    cleanup.push(() => server.close());
    return server;
  };

  for (const tls of ['implicit', 'starttls', 'none'] as const) {
    it(`hands over text and HTML, and forgets it [${tls}]`, async () => {
      const server = await serve({ tls });
      await world.queue('ada@example.org', {
        paragraphs: ['1 < 2'],
        subject: 'One\r\nBcc: eve@x.org',
      });
      await world.courier(server.url).deliverDue(signal);
      const [mail] = server.taken;
      assert.equal(server.taken.length, 1);
      assert.equal(mail?.to, 'ada@example.org');
      assert.match(mail.source, /^From: Fulmar <fulmar@example\.org>/m);
      assert.match(mail.source, /^Subject: One Bcc: eve@x\.org\r$/m);
      assert.match(mail.source, /^Auto-Submitted: auto-generated\r$/m);
      assert.match(mail.source, /1 < 2/);
      assert.match(mail.source, /<p>1 &lt; 2<\/p>/);
      assert.equal(await world.queued(), 0);
    });
  }

  it('hands over first what is of no use soon', async () => {
    const server = await serve({ tls: 'none' });
    for (let n = 0; n < 8; n += 1) await world.queue(`news-${n}@example.org`);
    await world.queue('link@example.org', {}, 3_600_000);
    await world.courier(server.url).deliverDue(signal);
    const place = server.taken.findIndex(({ to }) => to === 'link@example.org');
    assert.ok(place >= 0 && place < 4, `${place}`);
  });

  it('sends once what it cannot write down, and writes that down later', async () => {
    const server = await serve({ tls: 'none' });
    for (let n = 0; n < 3; n += 1) await world.queue(`news-${n}@example.org`);
    const courier = world.courier(server.url);
    await world.database.em().execute('pragma query_only = on');
    for (let n = 0; n < 3; n += 1) await assert.rejects(courier.deliverDue(signal), /readonly/);
    assert.equal(server.taken.length, 3);
    await world.database.em().execute('pragma query_only = off');
    await courier.deliverDue(signal);
    assert.deepEqual([server.taken.length, await world.queued()], [3, 0]);
  });

  it('puts off once what it cannot write down', async () => {
    const server = await serve({ tls: 'none' });
    server.moods.push('busy');
    await world.queue('ada@example.org');
    const courier = world.courier(server.url);
    await world.database.em().execute('pragma query_only = on');
    for (let n = 0; n < 3; n += 1) await assert.rejects(courier.deliverDue(signal), /readonly/);
    await world.database.em().execute('pragma query_only = off');
    await courier.deliverDue(signal);
    await courier.deliverDue(signal);
    assert.deepEqual([server.taken.length, await world.queued()], [0, 1]);
    assert.equal(world.reports.length, 1);
  });

  it('sends nothing of before a pause of everything automatic', async () => {
    const server = await serve({ tls: 'none' });
    await world.queue('news@example.org');
    await world.time.pass(1000);
    world.pausedSince = world.time.clock();
    await world.queue('link@example.org');
    const courier = world.courier(server.url);
    await courier.deliverDue(signal);
    assert.deepEqual(
      server.taken.map(({ to }) => to),
      ['link@example.org'],
    );
    world.pausedSince = null;
    await courier.deliverDue(signal);
    assert.equal(server.taken.length, 2);
  });

  it('says who it is, and its password to nobody else', async () => {
    const server = await serve({ login: { user: 'fulmar', password: 'pass/word' } });
    await world.queue('ada@example.org');
    const wrong = server.url.replace('pass%2Fword', 'guess');
    await world.courier(wrong).deliverDue(signal);
    assert.equal(server.taken.length, 0);
    const [refused] = world.reports;
    assert.match(String(refused?.error), /EAUTH 535/);
    assert.ok(!JSON.stringify(world.reports.map(({ error }) => String(error))).includes('guess'));
    await world.time.pass(30_000);
    await world.courier(server.url).deliverDue(signal);
    assert.equal(server.taken.length, 1);
  });

  it('sends nothing to a server whose certificate nobody believes', async () => {
    const server = await serve({ trusted: false });
    await world.queue('ada@example.org');
    await world.courier(server.url).deliverDue(signal);
    assert.equal(server.taken.length, 0);
    assert.equal(await world.queued(), 1);
  });

  it('sends nothing in the clear where the server has no STARTTLS', async () => {
    const server = await serve({ tls: 'none' });
    await world.queue('ada@example.org');
    await world.courier(server.url.replace('?tls=none', '')).deliverDue(signal);
    assert.equal(server.taken.length, 0);
    assert.equal(await world.queued(), 1);
  });

  for (const mood of ['busy', 'dies after taking'] satisfies Mood[]) {
    it(`tries again under the same Message-ID, later and later [${mood}]`, async () => {
      const server = await serve();
      server.moods.push(mood, mood);
      await world.queue('ada@example.org');
      const courier = world.courier(server.url);
      await courier.deliverDue(signal);
      await courier.deliverDue(signal);
      assert.equal(server.connections, 1);
      await world.time.pass(30_000);
      await courier.deliverDue(signal);
      await world.time.pass(59_000);
      await courier.deliverDue(signal);
      assert.equal(server.connections, 2);
      await world.time.pass(1_000);
      await courier.deliverDue(signal);
      assert.equal(server.connections, 3);
      assert.equal(new Set(server.taken.map(({ messageId }) => messageId)).size, 1);
      assert.match(server.taken[0]?.messageId ?? '', /^<[\w-]{36}@fulmar\.example\.org>$/);
      assert.equal(await world.queued(), 0);
    });
  }

  it('gives up at once where the recipient is refused for good, and holds nobody else up', async () => {
    const server = await serve();
    server.moods.push('unknown recipient');
    await world.queue('nobody@example.org');
    await world.courier(server.url).deliverDue(signal);
    await world.queue('ada@example.org');
    await world.courier(server.url).deliverDue(signal);
    assert.deepEqual(
      server.taken.map(({ to }) => to),
      ['ada@example.org'],
    );
    assert.equal(await world.queued(), 0);
    assert.equal(world.reports[0]?.what, 'a mail is given up');
    assert.ok(!String(world.reports[0]?.error).includes('nobody@'));
  });

  it('gives up after three days in which there is no server', async () => {
    const server = await TestMailServer.open();
    const { url } = server;
    await server.close();
    await world.queue('ada@example.org');
    const courier = world.courier(url);
    let tries = 0;
    for (; (await world.queued()) > 0; tries += 1) {
      await courier.deliverDue(signal);
      await world.time.pass(3600_000);
    }
    assert.ok(tries > 60 && tries <= 73, `${tries} tries`);
    assert.equal(world.reports.at(-1)?.what, 'a mail is given up');
  });

  it('ends with the server while a mail server keeps silent, and sends it after the next start', async () => {
    const server = await serve();
    server.moods.push('silent');
    await world.queue('ada@example.org');
    const first = world.courier(server.url);
    first.start();
    await server.have(1);
    await first.close();
    assert.equal(await world.queued(), 1);
    await world.courier(server.url).deliverDue(signal);
    const ids = server.taken.map(({ messageId }) => messageId);
    assert.equal(ids.length, 2);
    assert.equal(new Set(ids).size, 1);
  });

  it('sends what was committed alone', async () => {
    const server = await serve();
    const undone = world.database.transaction(async (em) => {
      const lost = { subject: 'lost', text: '', html: '' };
      await world.outbox.add(em, { to: 'ada@example.org', content: lost });
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    await world.courier(server.url).deliverDue(signal);
    assert.equal(server.connections, 0);
  });

  it('keeps what a mail says sealed', async () => {
    await world.queue('ada@example.org', {
      link: { label: 'In', url: 'https://f.example/x#s3cret' },
    });
    const rows = JSON.stringify(await world.database.em().execute('select * from mails'));
    assert.ok(!rows.includes('s3cret') && !rows.includes('News'));
    const server = await serve();
    await world.courier(server.url).deliverDue(signal);
    const [mail] = server.taken;
    assert.ok(mail);
    assert.equal(linkIn(mail, 'https://f.example'), 'https://f.example/x#s3cret');
  });
});
