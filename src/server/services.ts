import { join } from 'node:path';
import type { Label } from '../albatross/names.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { auditHandlers } from '../audit/handlers.ts';
import { ReadAudit } from '../audit/read-audit.ts';
import { externalCredentialsOfAccounts } from '../external-credentials/credentials-of-accounts.ts';
import { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import { externalCredentialHandlers } from '../external-credentials/handlers.ts';
import { resealSecrets } from '../external-credentials/sealing.ts';
import { HandshakeLimiter } from '../host-client/handshake-limiter.ts';
import { HostRegistry } from '../host-client/host-registry.ts';
import { hostHandlers } from '../hosts/handlers.ts';
import { HostAdministration } from '../hosts/host-administration.ts';
import type { Deps as PolicyDeps } from '../hosts/policies/deps.ts';
import { policyHandlers } from '../hosts/policies/handlers.ts';
import { Policies } from '../hosts/policies/policies.ts';
import { resealKeys } from '../hosts/reseal-keys.ts';
import { ShowHosts } from '../hosts/show-hosts.ts';
import { sshKeyHandlers } from '../hosts/ssh-keys/handlers.ts';
import { SshKeys } from '../hosts/ssh-keys/ssh-keys.ts';
import type { Route } from '../http/route.ts';
import { createIdentity, type Identity } from '../identity/create-identity.ts';
import { identityHandlers } from '../identity/handlers.ts';
import { Places } from '../places/places.ts';
import { ImageStore } from '../storage/image-store.ts';
import { Spool } from '../storage/spool.ts';
import { DeploymentHistory } from '../unikernels/deployment-history.ts';
import { DeploymentRecords } from '../unikernels/deployment-records.ts';
import { Deployments } from '../unikernels/deployments.ts';
import type { Deps as UnikernelDeps } from '../unikernels/deps.ts';
import { handleOrphans } from '../unikernels/destroy-orphans.ts';
import { destroyUnikernel } from '../unikernels/destroy-unikernel.ts';
import { unikernelHandlers } from '../unikernels/handlers.ts';
import { locateUnikernel } from '../unikernels/location.ts';
import { Reconciler } from '../unikernels/reconciler.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import { volumeHandlers } from '../volumes/handlers.ts';
import { PendingUploads } from '../volumes/pending-uploads.ts';
import { UploadRecords } from '../volumes/upload-records.ts';
import { apiRoutes } from './routes.ts';
import type { ServerDeps } from './server-deps.ts';

/** The rooms' services, put together. */
export interface Services {
  readonly identity: Identity;
  readonly audit: AuditLog;
  readonly hosts: HostRegistry;
  readonly unikernels: UnikernelDeps;
  readonly volumes: VolumeDeps;
  readonly images: ImageStore;
  readonly spool: Spool;
  /** Version 1 of the API. */
  readonly routes: readonly Route[];
  /** Takes up what an earlier run left; what is on its way then goes on by itself. */
  resume(): Promise<void>;
  /** Takes up what other servers left that have ended since. */
  takeUpLeft(): Promise<void>;
  /** Lets changes and uploads come to their end. */
  finish(): Promise<void>;
  /** Ends everything; what is not finished is left to the next start. */
  close(): Promise<void>;
}

/** Puts the rooms together: the only place that knows which stands on which. */
export async function createServices(deps: ServerDeps): Promise<Services> {
  const { config, database, box, log, clock, timer, send, replica, locks } = deps;
  const { listTimeout } = config;
  const identity = await createIdentity({
    database,
    clock,
    counters: deps.counters,
    signUpOpen: config.signup === 'open',
    setupCode: deps.setupCode,
    belongings: [externalCredentialsOfAccounts],
    send,
    passwordCost: deps.passwordCost,
  });
  const { domains, users } = identity;
  const audit = new AuditLog({
    database,
    clock,
    days: config.auditDays,
    report: (error, event) => log.error({ error, event }, 'the audit is not written'),
  });
  const externalCredentials = new ExternalCredentials({ database, box, send, clock });
  const handshakes = new HandshakeLimiter(timer);
  const limits = { maxImage: config.imageLimit };
  const resealed = await resealKeys(database, box);
  if (resealed > 0) log.info({ hosts: resealed }, 'keys of hosts are sealed with the newest key');
  const resealedSecrets = await resealSecrets(database, box);
  if (resealedSecrets > 0) {
    log.info(
      { credentials: resealedSecrets },
      'external credentials are sealed with the newest key',
    );
  }
  const policies = new Policies(database);
  const hostDeps = {
    ...{ handshakes, limits, locks, log, clock, timer, random: Math.random },
    ...(database.pool && {
      readPolicy: (host: string, domain: Label) => policies.read(host, domain),
    }),
  };
  const hosts = await HostRegistry.open({ database, box, hostDeps });
  const spool = await Spool.open(join(config.data, 'spool'), config.spoolLimit);
  const images = new ImageStore(spool, config.imageLimit);

  const places = new Places({ hosts, policies, domains });
  const uploads = {
    records: new UploadRecords(database, replica.id),
    spool,
    locks,
    log,
    clock,
  };
  const pending = new PendingUploads({ ...uploads, hosts, policies });
  const volumes: VolumeDeps = { ...uploads, places, pending, listTimeout };

  const records = new DeploymentRecords(database, clock, replica.id);
  const reconciler = new Reconciler({ records, hosts, timer, log, replica });
  const deployments = new Deployments(records, reconciler);
  const unikernels: UnikernelDeps = {
    places,
    hosts,
    images,
    deployments,
    history: new DeploymentHistory(database),
    locks,
    pending,
    clock,
    timer,
    listTimeout,
  };

  const show = new ShowHosts({ database, hosts, policies, listTimeout });
  const sshKeys = new SshKeys({ database, box, clock });
  const hostAdministration = new HostAdministration({
    database,
    box,
    hosts,
    sshKeys,
    hostDeps,
  });
  const policyDeps: PolicyDeps = {
    database,
    hosts,
    policies,
    users,
    clock,
    listTimeout,
    async destroyUnikernel({ host, account, name }, request) {
      const place = await places.find(request, host, account);
      await destroyUnikernel(unikernels, locateUnikernel(place, name), request);
    },
    forgetUploads: (host, domain) => pending.forgetDomain(host, domain),
  };
  const finish = async () => {
    await Promise.all([deployments.idle(), pending.close(), reconciler.close()]);
  };
  return {
    identity,
    audit,
    hosts,
    unikernels,
    volumes,
    images,
    spool,
    routes: apiRoutes({
      identity: identityHandlers(identity, {
        clock,
        handleOrphans: handleOrphans(unikernels),
      }),
      audit: auditHandlers(new ReadAudit(database, audit)),
      externalCredentials: externalCredentialHandlers(externalCredentials),
      hosts: hostHandlers(show, hostAdministration),
      sshKeys: sshKeyHandlers(sshKeys),
      policies: policyHandlers(policyDeps),
      unikernels: unikernelHandlers(unikernels),
      volumes: volumeHandlers(volumes),
    }),
    async resume() {
      identity.uses.start((error) => log.error({ error }, 'uses are not written'));
      audit.start();
      await pending.resume();
      await reconciler.begin();
      // How the hosts are is found out meanwhile: a silent one holds no start up.
      void hosts.checkAll();
    },
    takeUpLeft: () => reconciler.takeUpLeft(),
    finish,
    async close() {
      hosts.close();
      await finish();
      await identity.uses.stop();
      await audit.stop();
    },
  };
}
