import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { createSecretBox, type SecretBox } from '../../../src/database/secret-box.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import type { HostDeps } from '../../../src/host-client/connected-host.ts';
import { HostRegistry } from '../../../src/host-client/host-registry.ts';
import { hostHoldingsHandlers } from '../../../src/hosts/belongings/handlers.ts';
import { hostHandlers } from '../../../src/hosts/handlers.ts';
import { healthHandlers } from '../../../src/hosts/health/handlers.ts';
import { HostAdministration } from '../../../src/hosts/host-administration.ts';
import { maintenanceHandlers } from '../../../src/hosts/maintenance/handlers.ts';
import { Maintenance } from '../../../src/hosts/maintenance/maintenance.ts';
import type { DomainEmptying } from '../../../src/hosts/policies/deps.ts';
import { policyHandlers } from '../../../src/hosts/policies/handlers.ts';
import { Policies } from '../../../src/hosts/policies/policies.ts';
import { policyTemplateHandlers } from '../../../src/hosts/policies/templates/handlers.ts';
import { PolicyTemplates } from '../../../src/hosts/policies/templates/policy-templates.ts';
import { ShowHosts } from '../../../src/hosts/show-hosts.ts';
import { sshKeyHandlers } from '../../../src/hosts/ssh-keys/handlers.ts';
import { SshKeys } from '../../../src/hosts/ssh-keys/ssh-keys.ts';
import { Account, Domain } from '../../../src/identity/accounts/entity.ts';
import { Passwords } from '../../../src/identity/accounts/passwords.ts';
import { PasswordResets } from '../../../src/identity/accounts/resets/password-resets.ts';
import { Users } from '../../../src/identity/accounts/users.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { closeSessions } from '../../../src/identity/sessions/close-sessions.ts';
import { hostRoutes } from '../../../src/server/routes.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';
import { listening } from '../../support/listening.ts';
import { openTables } from '../../support/open-tables.ts';
import { type Ask, ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { HostWorld, hostDepsOf } from './host-world.ts';

const actors = {
  root: sessionActor('root', true),
  alice: tokenActor(['unikernels:write'], { account: 'alice' }),
  bob: sessionActor('bob'),
  elsewhere: tokenActor(['hosts:read'], { account: 'alice', hosts: ['two'] }),
  web: tokenActor(['admin'], { account: 'root', admin: true, names: ['web-*'] }),
  second: tokenActor(['admin'], { account: 'root', admin: true, hosts: ['two'] }),
  'root-reader': tokenActor(['hosts:read'], { account: 'root', admin: true }),
  reader: tokenActor(['hosts:read'], { account: 'alice' }),
};

/** A server of hosts and policies, with emulated hosts, for one test. */
export class ServerWorld {
  readonly hosts: HostWorld;
  readonly database: Database;
  readonly box: SecretBox;
  readonly registry: HostRegistry;
  /** Where uploads were given up: `HOST/DOMAIN`. */
  readonly forgotten: readonly string[];
  readonly #app: TestApp;

  private constructor(parts: {
    hosts: HostWorld;
    database: Database;
    box: SecretBox;
    registry: HostRegistry;
    forgotten: readonly string[];
    app: TestApp;
  }) {
    this.hosts = parts.hosts;
    this.database = parts.database;
    this.box = parts.box;
    this.registry = parts.registry;
    this.forgotten = parts.forgotten;
    this.#app = parts.app;
  }

  static async open(hostDeps: HostDeps = hostDepsOf()): Promise<ServerWorld> {
    const database = await openTables({ memory: true });
    const box = createSecretBox([Buffer.alloc(32, 7)]);
    const clock = systemClock;
    const registry = await HostRegistry.open({ database, box, hostDeps });
    const parts = { database, box, hosts: registry, hostDeps, clock, listTimeout: 2_000 };
    const policies = new Policies(database);
    const templates = new PolicyTemplates(parts);
    const sshKeys = new SshKeys(parts);
    const shared = { database, cache: new CredentialCache(), clock, closeSessions };
    const resets = new PasswordResets({ ...shared, passwords: new Passwords() });
    const users = new Users({ ...shared, resets, belongings: [], mailing: null });
    const show = new ShowHosts({ ...parts, policies });
    const forgotten: string[] = [];
    const emptying: DomainEmptying = {
      async destroyUnikernel({ host, account, name }) {
        const target = {
          domains: [await policies.domainOn(registry.get(host), account)],
          label: name,
        };
        await registry
          .get(host)
          .change((client, signal) => client.destroyUnikernel(target, { signal }));
      },
      async expectUnprotected() {},
      whileRemoving: (_volume, remove) => remove(),
      async forgetUploads(host, domain) {
        forgotten.push(`${host}/${domain}`);
      },
    };
    const routes = hostRoutes({
      hosts: hostHandlers(show, new HostAdministration({ ...parts, sshKeys, belongings: [] })),
      hostHoldings: hostHoldingsHandlers({ database, hosts: registry, belongings: [] }),
      hostHealth: healthHandlers(parts),
      maintenance: maintenanceHandlers(show, new Maintenance(database, clock)),
      sshKeys: sshKeyHandlers(sshKeys),
      policies: policyHandlers({ ...parts, ...emptying, policies, templates, users }),
      policyTemplates: policyTemplateHandlers(templates),
    });
    const app = await startTestApp({ serve: listening, routes, actors });
    const hosts = await HostWorld.open();
    return new ServerWorld({ hosts, database, box, registry, forgotten, app });
  }

  /** An approved account, or one that waits; gives its id. */
  async addAccount(name: string, approved = true): Promise<string> {
    const em = this.database.em();
    const id = randomUUID();
    const now = new Date();
    const label = parseLabel(name);
    em.create(Account, {
      ...{ id, name: label, email: `${name}@example.org`, passwordHash: '' },
      ...{ active: approved, admin: false, createdAt: now, approvedAt: approved ? now : null },
    });
    em.create(Domain, { name: label, accountId: id });
    await em.flush();
    return id;
  }

  /** Asks as `root` unless another token is given. */
  ask(path: string, options: Ask = {}) {
    const headers = { 'sec-fetch-site': 'same-origin', ...options.headers };
    return ask(`${this.#app.url}/api/v1`, path, { token: 'root', ...options, headers });
  }

  /** Adds an emulated host by this name. */
  addHost(name: string, emulator: Emulator) {
    return this.ask('/hosts', { json: { ...hostBody(emulator), name } });
  }

  get log(): string {
    return this.#app.log();
  }

  async close(): Promise<void> {
    this.registry.close();
    await this.#app.close();
    await this.hosts.close();
    await this.database.close();
  }
}

/** What adds an emulated host as `one`. */
export const hostBody = ({ address, port, authority }: Emulator) => ({
  name: 'one',
  transport: 'tls',
  address,
  port,
  certificate: authority.certificatePem,
  privateKey: authority.privateKeyPem,
});
