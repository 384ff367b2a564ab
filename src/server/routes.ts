import type { ActivityHandlers } from '../audit/activity/handlers.ts';
import type { AuditHandlers } from '../audit/handlers.ts';
import type { ExternalCredentialHandlers } from '../external-credentials/handlers.ts';
import type { AutomationHandlers } from '../hosts/automation/handlers.ts';
import type { HostHandlers } from '../hosts/handlers.ts';
import type { PolicyHandlers } from '../hosts/policies/handlers.ts';
import type { SshKeyHandlers } from '../hosts/ssh-keys/handlers.ts';
import { type Route, type RouteLine, routesOf } from '../http/route.ts';
import {
  adminSession,
  anybody,
  credential,
  scope,
  session,
  sessionOrAdmin,
} from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { IdentityHandlers } from '../identity/handlers.ts';
import type { SecretHandlers } from '../secrets/handlers.ts';
import type { ConsoleHandlers } from '../unikernels/consoles/handlers.ts';
import type { UnikernelHandlers } from '../unikernels/handlers.ts';
import type { VolumeHandlers } from '../volumes/handlers.ts';

/** What serves the routes, by room. */
export interface Handlers {
  readonly identity: IdentityHandlers;
  readonly activity: ActivityHandlers;
  readonly audit: AuditHandlers;
  readonly automation: AutomationHandlers;
  readonly consoles: ConsoleHandlers;
  readonly externalCredentials: ExternalCredentialHandlers;
  readonly secrets: SecretHandlers;
  readonly hosts: HostHandlers;
  readonly sshKeys: SshKeyHandlers;
  readonly policies: PolicyHandlers;
  readonly unikernels: UnikernelHandlers;
  readonly volumes: VolumeHandlers;
}

/** A handler fits an access that lets in whom it takes: that of `anybody` may get null. */
type Table = readonly (RouteLine<Actor> | RouteLine<Actor | null>)[];

const admin = scope('admin');

/** Every route of version 1. The guard, the OpenAPI document and the audit know of no other. */
export function apiRoutes(handlers: Handlers): Route[] {
  return [
    ...identityRoutes(handlers.identity),
    ...activityRoutes(handlers.activity),
    ...auditRoutes(handlers.audit),
    ...automationRoutes(handlers.automation),
    ...externalCredentialRoutes(handlers.externalCredentials),
    ...secretRoutes(handlers.secrets),
    ...hostRoutes(handlers),
    ...unikernelRoutes(handlers.unikernels),
    ...consoleRoutes(handlers.consoles),
    ...volumeRoutes(handlers.volumes),
  ];
}

export function identityRoutes(identity: IdentityHandlers): Route[] {
  const { accounts, sessions, resets, users, userTokens, tokens, trusts, issuers } = identity;
  const { verification } = identity;
  return table([
    // One's own account
    ['GET', '/setup', anybody, accounts.setup],
    ['POST', '/accounts', anybody, accounts.signUp],
    ['GET', '/account', session, accounts.get],
    ['PATCH', '/account', session, accounts.change],
    ['POST', '/account/password-reset', anybody, resets.redeem],
    ['POST', '/account/password-reset/link', anybody, resets.request],
    ['POST', '/account/email-verification', anybody, verification.verify],
    ['POST', '/account/email-verification/link', session, verification.request],

    // Sessions
    ['POST', '/session', anybody, sessions.signIn],
    ['DELETE', '/session', session, sessions.signOut],
    ['GET', '/account/sessions', session, sessions.list],
    ['DELETE', '/account/sessions/:id', session, sessions.close],
    ['DELETE', '/account/sessions', session, sessions.closeOthers],

    // Everybody's accounts
    ['GET', '/users', admin, users.list],
    ['PATCH', '/users/:id', admin, users.change],
    ['DELETE', '/users/:id', admin, users.remove],
    ['POST', '/users/:id/password-reset', adminSession, resets.offer],
    ['GET', '/users/:id/tokens', admin, userTokens.list],
    ['DELETE', '/users/:id/tokens/:token', admin, userTokens.revoke],

    // Tokens
    ['GET', '/tokens/current', credential, tokens.current],
    ['GET', '/tokens/presets', credential, tokens.presets],
    ['GET', '/tokens', scope('tokens:read'), tokens.list],
    ['POST', '/tokens', scope('tokens:write'), tokens.create],
    ['GET', '/tokens/:id', scope('tokens:read'), tokens.get],
    ['PATCH', '/tokens/:id', scope('tokens:write'), tokens.change],
    ['DELETE', '/tokens/:id', scope('tokens:write'), tokens.revoke],
    ['GET', '/tokens/:id/uses', scope('tokens:read'), tokens.uses],
    ['GET', '/tokens/:id/commands', scope('tokens:read'), tokens.commands],
    ['POST', '/tokens/:id/rotate', scope('tokens:write'), tokens.rotate],
    ['DELETE', '/tokens/:id/previous', scope('tokens:write'), tokens.endGrace],

    // Trusts in issuers of identity tokens
    ['GET', '/trusts', scope('tokens:read'), trusts.list],
    ['POST', '/trusts', scope('tokens:write'), trusts.create],
    ['GET', '/trusts/:id', scope('tokens:read'), trusts.get],
    ['PATCH', '/trusts/:id', scope('tokens:write'), trusts.change],
    ['DELETE', '/trusts/:id', scope('tokens:write'), trusts.remove],
    ['POST', '/tokens/exchange', anybody, identity.exchange],
    ['GET', '/issuers', scope('tokens:read'), issuers.list],
    ['POST', '/issuers', admin, issuers.allow],
    ['DELETE', '/issuers/:id', admin, issuers.remove],
  ]);
}

export function activityRoutes(activity: ActivityHandlers): Route[] {
  return table([
    ['GET', '/events', scope('events:read'), activity.list],
    ['GET', '/events/live', scope('events:read'), activity.watch],
  ]);
}

export function auditRoutes(audit: AuditHandlers): Route[] {
  return table([['GET', '/audit', sessionOrAdmin, audit.read]]);
}

export function automationRoutes(automation: AutomationHandlers): Route[] {
  return table([
    ['GET', '/automation', admin, automation.get],
    ['POST', '/automation', admin, automation.change],
  ]);
}

export function externalCredentialRoutes({ own, ofServer }: ExternalCredentialHandlers): Route[] {
  return table([
    // An account's own
    ['GET', '/external-credentials', session, own.list],
    ['PUT', '/external-credentials/:service', session, own.save],
    ['DELETE', '/external-credentials/:service', session, own.remove],
    ['POST', '/external-credentials/:service/check', session, own.check],

    // The server's
    ['GET', '/server/external-credentials', admin, ofServer.list],
    ['PUT', '/server/external-credentials/:service', admin, ofServer.save],
    ['DELETE', '/server/external-credentials/:service', admin, ofServer.remove],
    ['POST', '/server/external-credentials/:service/check', admin, ofServer.check],
  ]);
}

export function secretRoutes(secrets: SecretHandlers): Route[] {
  return table([
    ['GET', '/secrets', scope('secrets:read'), secrets.list],
    ['PUT', '/secrets/:secret', scope('secrets:write'), secrets.save],
    ['DELETE', '/secrets/:secret', scope('secrets:write'), secrets.remove],
  ]);
}

export function hostRoutes({
  hosts,
  sshKeys,
  policies,
}: Pick<Handlers, 'hosts' | 'sshKeys' | 'policies'>): Route[] {
  return table([
    // Hosts
    ['GET', '/hosts', scope('hosts:read'), hosts.list],
    ['GET', '/hosts/:host', scope('hosts:read'), hosts.get],
    ['POST', '/hosts', admin, hosts.add],
    ['PATCH', '/hosts/:host', admin, hosts.change],
    ['DELETE', '/hosts/:host', admin, hosts.remove],
    ['POST', '/hosts/:host/check', admin, hosts.check],
    ['POST', '/ssh-keys', admin, sshKeys.make],

    // Policies
    ['GET', '/hosts/:host/policies', admin, policies.list],
    ['PUT', '/users/:id/policies/:host', admin, policies.set],
    ['DELETE', '/users/:id/policies/:host', admin, policies.remove],
  ]);
}

export function unikernelRoutes(unikernels: UnikernelHandlers): Route[] {
  const read = scope('unikernels:read');
  const write = scope('unikernels:write');
  return table([
    // Over all hosts
    ['GET', '/unikernels', read, unikernels.listAll],
    ['GET', '/deployments', read, unikernels.recentDeployments],
    ['GET', '/deployments/:id', read, unikernels.deployment],
    ['GET', '/deployments/:id/events', read, unikernels.deploymentEvents],
    ['POST', '/deployments/:id/cancel', write, unikernels.cancelDeployment],

    // On one
    ['GET', '/hosts/:host/unikernels', read, unikernels.list],
    ['POST', '/hosts/:host/unikernels', write, unikernels.create],
    ['POST', '/hosts/:host/recover', admin, unikernels.recover],
    ['GET', '/hosts/:host/consoles', read, unikernels.consoles],
    ['GET', '/hosts/:host/unikernels/:name', read, unikernels.get],
    ['POST', '/hosts/:host/unikernels/:name/update', write, unikernels.update],
    ['POST', '/hosts/:host/unikernels/:name/restart', write, unikernels.restart],
    ['POST', '/hosts/:host/unikernels/:name/stop', write, unikernels.stop],
    ['POST', '/hosts/:host/unikernels/:name/start', write, unikernels.start],
    ['POST', '/hosts/:host/unikernels/:name/rollback', write, unikernels.rollback],
    ['GET', '/hosts/:host/unikernels/:name/updates', read, unikernels.updates],
    ['GET', '/hosts/:host/unikernels/:name/releases', read, unikernels.releases],
    ['PATCH', '/hosts/:host/unikernels/:name/releases/:number', write, unikernels.changeRelease],
    ['GET', '/hosts/:host/unikernels/:name/releases/:number/image', write, unikernels.releaseImage],
    [
      'GET',
      '/hosts/:host/unikernels/:name/releases/:number/compare/:other',
      read,
      unikernels.compareReleases,
    ],
    ['GET', '/hosts/:host/unikernels/:name/checks', read, unikernels.checks],
    ['PUT', '/hosts/:host/unikernels/:name/checks', write, unikernels.setChecks],
    ['PATCH', '/hosts/:host/unikernels/:name', write, unikernels.settings],
    ['DELETE', '/hosts/:host/unikernels/:name', write, unikernels.destroy],
    ['GET', '/hosts/:host/unikernels/:name/image', write, unikernels.image],
    ['GET', '/hosts/:host/unikernels/:name/deployments', read, unikernels.deployments],
    ['POST', '/hosts/:host/unikernels/:name/deployments', write, unikernels.deploy],
    ['GET', '/hosts/:host/unikernels/:name/lock', read, unikernels.lock],
    ['PUT', '/hosts/:host/unikernels/:name/lock', write, unikernels.putLock],
    ['DELETE', '/hosts/:host/unikernels/:name/lock', write, unikernels.unlock],
    ['GET', '/hosts/:host/unikernels/:name/console', scope('consoles:read'), unikernels.console],
    ['GET', '/hosts/:host/unikernels/:name/events', read, unikernels.events],
    ['GET', '/hosts/:host/unikernels/:name/stats', read, unikernels.stats],
  ]);
}

export function consoleRoutes(consoles: ConsoleHandlers): Route[] {
  const read = scope('consoles:read');
  return table([
    ['GET', '/hosts/:host/unikernels/:name/console/history', read, consoles.history],
    ['GET', '/hosts/:host/unikernels/:name/console/download', read, consoles.download],
  ]);
}

export function volumeRoutes(volumes: VolumeHandlers): Route[] {
  const read = scope('volumes:read');
  const write = scope('volumes:write');
  return table([
    ['GET', '/volumes', read, volumes.listAll],
    ['GET', '/hosts/:host/volumes', read, volumes.list],
    ['POST', '/hosts/:host/volumes', write, volumes.create],
    ['GET', '/hosts/:host/volumes/:name', read, volumes.get],
    ['PATCH', '/hosts/:host/volumes/:name', write, volumes.change],
    ['DELETE', '/hosts/:host/volumes/:name', write, volumes.remove],
    ['PUT', '/hosts/:host/volumes/:name/data', write, volumes.upload],
    ['GET', '/hosts/:host/volumes/:name/data', read, volumes.download],
  ]);
}

function table(lines: Table): Route[] {
  return routesOf(lines);
}
