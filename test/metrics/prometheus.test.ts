import assert from 'node:assert/strict';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { service } from '../unikernels/deploy-form.ts';
import { until } from '../unikernels/unikernel-world.ts';
import { describeWithPrometheus, lintMetrics, Prometheus, promtool } from './support/prometheus.ts';

/** Five seconds are one. */
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / 5, action);

const labels = 'host="one",account="alice",unikernel="web"';

/** What prom-client itself names otherwise than promtool wants. */
const ofTheLibrary = /^fulmar_nodejs_(active_\w+|eventloop_lag)_/;

describe('metrics for Prometheus', () => {
  let server: OwnServer;

  before(async () => {
    server = await OwnServer.open({ timer: hurried }, {}, { statsInterval: 200 });
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    const image = sampleImage({ devices: [service] });
    form.append('image', new Blob([new Uint8Array(image)]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
    const received = /^fulmar_unikernel_network_receive_bytes_total{.*} [1-9]/m;
    await until(async () => received.test(await scrape()));
  });
  after(() => server?.close());

  const scrape = async () => (await ask(server.url, '/metrics')).text;

  /** The value of a series, by its name with its labels. */
  const seriesOf = (text: string, series: string) => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    assert.ok(line, `there is no ${series}`);
    return Number(line.slice(series.length + 1));
  };

  it('tell what a unikernel uses, how it does and what it was given', async () => {
    const text = await scrape();
    const value = (name: string) => seriesOf(text, `fulmar_unikernel_${name}{${labels}}`);
    assert.equal(value('memory_bytes'), 4 * 1024 * 1024);
    assert.equal(value('memory_limit_bytes'), 32 * 1024 * 1024);
    assert.equal(value('cpus'), 1);
    assert.equal(value('restarts_total'), 0);
    assert.ok(value('cpu_seconds_total') > 0);
    const sent = value('network_transmit_bytes_total');
    assert.ok(sent > 0 && sent < value('network_receive_bytes_total'));
    const state = (name: string) =>
      seriesOf(text, `fulmar_unikernel_state{${labels},state="${name}"}`);
    assert.deepEqual([state('running'), state('exited'), state('missing')], [1, 0, 0]);
    assert.match(
      text,
      new RegExp(`fulmar_unikernel_info{${labels},desired="running",managed="true",`),
    );
  });

  it('tell how hosts and the server are', async () => {
    const text = await scrape();
    assert.equal(seriesOf(text, 'fulmar_host_up{host="one"}'), 1);
    const end = seriesOf(text, 'fulmar_certificate_expiry_timestamp_seconds{host="one"}');
    assert.ok(end > Date.now() / 1000);
    assert.match(
      text,
      /^fulmar_build_info{version="\d[^"]+",node="\d[^"]+",database="sqlite"} 1$/m,
    );
    for (const series of [
      'fulmar_host_maintenance{host="one"}',
      'fulmar_host_slots{host="one",kind="command",state="waiting"}',
      'fulmar_deployments_open',
      'fulmar_uploads_pending',
      'fulmar_password_hashes{state="waiting"}',
      'fulmar_notifications_behind{state="due"}',
      'fulmar_notifications_behind{state="later"}',
      'fulmar_audit_writes_failed_total',
    ]) {
      assert.equal(seriesOf(text, series), 0, series);
    }
    assert.ok(seriesOf(text, 'fulmar_spool_left_bytes') > 0);
  });

  describeWithPrometheus('that is there', () => {
    it('takes the rules for alerts, which hold what their tests say', async () => {
      await promtool('check', 'rules', 'docs/monitoring/alerts.yaml');
      await promtool('test', 'rules', 'docs/monitoring/alerts.test.yaml');
    });

    it('finds nothing to complain about in the text', async () => {
      const found = await lintMetrics(await scrape());
      assert.deepEqual(
        found.filter((line) => !ofTheLibrary.test(line)),
        [],
      );
    });

    it('scrapes them, and evaluates the rules on them', async () => {
      await using prometheus = await Prometheus.start(new URL(server.url).host);
      const memory = await prometheus.value(`fulmar_unikernel_memory_bytes{${labels}}`);
      assert.equal(memory, 4 * 1024 * 1024);
      assert.equal(await prometheus.value('up{job="fulmar"}'), 1);
      assert.equal(await prometheus.value('count(ALERTS{alertstate="firing"}) or vector(0)'), 0);
    });
  });

  describe('of a unikernel', () => {
    it('end with it', async () => {
      await server.expect(204, '/hosts/one/unikernels/web', { method: 'DELETE' });
      assert.doesNotMatch(await scrape(), /unikernel="web"/);
    });
  });
});
