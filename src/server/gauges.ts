import { Counter, Gauge, type Registry } from 'prom-client';
import type { QueueLoad } from '../base/fair-queue.ts';
import type { Database } from '../database/database.ts';
import { ownVersion } from './own-version.ts';
import type { Services } from './services.ts';

type GaugedServices = Pick<
  Services,
  'hosts' | 'spool' | 'unikernels' | 'volumes' | 'identity' | 'audit' | 'notifications'
>;

/** Has Prometheus see how the server is: what it is, what waits, and what is taken. */
export function addGauges(registry: Registry, services: GaugedServices, database: Database): void {
  const registers = [registry];
  addBuild(registers, database);
  addHostGauges(registers, services);
  addWaiting(registers, services);
  addNotifications(registers, services);
  addDatabaseGauges(registers, services, database);
}

type Registers = Registry[];

function addBuild(registers: Registers, { pool }: Database): void {
  const build = new Gauge({
    name: 'fulmar_build_info',
    help: 'Always 1: what runs.',
    labelNames: ['version', 'node', 'database'],
    registers,
  });
  const database = pool ? 'postgresql' : 'sqlite';
  build.set({ version: ownVersion(), node: process.versions.node, database }, 1);
}

const states = ['online', 'degraded'] as const;

function addHostGauges(registers: Registers, { hosts }: GaugedServices): void {
  new Gauge({
    name: 'fulmar_hosts',
    help: 'Hosts by what is known of them.',
    labelNames: ['state'],
    registers,
    collect() {
      const all = hosts.all();
      for (const state of states) {
        this.set({ state }, all.filter(({ health }) => health.state === state).length);
      }
    },
  });
}

function addWaiting(
  registers: Registers,
  { spool, unikernels, volumes, identity }: GaugedServices,
): void {
  new Gauge({
    name: 'fulmar_spool_taken_bytes',
    help: 'Room in the spool that content on its way takes.',
    registers,
    collect() {
      this.set(spool.taken);
    },
  });
  new Gauge({
    name: 'fulmar_spool_left_bytes',
    help: 'Room in the spool that is left.',
    registers,
    collect() {
      this.set(spool.left);
    },
  });
  new Gauge({
    name: 'fulmar_deployments_open',
    help: 'Deployments that are not over, of all servers of the database.',
    registers,
    async collect() {
      this.set(await unikernels.history.countOpen());
    },
  });
  new Gauge({
    name: 'fulmar_uploads_pending',
    help: 'Uploads that this server has not brought to their hosts yet.',
    registers,
    async collect() {
      this.set(await volumes.records.countOwn());
    },
  });
  new Gauge({
    name: 'fulmar_password_hashes',
    help: 'Passwords that are hashed, and that wait for it.',
    labelNames: ['state'],
    registers,
    collect() {
      setLoad(this, {}, identity.passwords.load);
    },
  });
}

function addNotifications(registers: Registers, { notifications }: GaugedServices): void {
  new Gauge({
    name: 'fulmar_notifications_behind',
    help: 'Notifications that wait, of all servers of the database: due by now, and to be tried later.',
    labelNames: ['state'],
    registers,
    async collect() {
      const { due, later } = await notifications.deliveries.waiting();
      this.set({ state: 'due' }, due);
      this.set({ state: 'later' }, later);
    },
  });
}

function addDatabaseGauges(
  registers: Registers,
  { audit }: GaugedServices,
  { pool }: Database,
): void {
  new Counter({
    name: 'fulmar_audit_writes_failed_total',
    help: 'Times that the audit could not be written, and was kept to be tried again.',
    registers,
    collect() {
      this.reset();
      this.inc(audit.failedWrites);
    },
  });
  if (!pool) return;
  new Gauge({
    name: 'fulmar_database_connections',
    help: 'Connections to PostgreSQL: that are open, that are idle of these, and how many wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, idle, waiting } = pool.load;
      this.set({ state: 'open' }, open);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

function setLoad(
  gauge: Gauge<string>,
  labels: Readonly<Record<string, string>>,
  { taken, waiting }: QueueLoad,
): void {
  gauge.set({ ...labels, state: 'taken' }, taken);
  gauge.set({ ...labels, state: 'waiting' }, waiting);
}
