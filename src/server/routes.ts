import { type Route, type RouteLine, routesOf } from '../http/route.ts';
import {
  adminSession,
  anybody,
  credential,
  scope,
  session,
  sessionOrAdmin,
  wholeScope,
} from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import { withFormerAddresses } from './former-addresses.ts';
import type { Handlers } from './handlers.ts';

/** A handler fits an access that lets in whom it takes: that of `anybody` may get null. */
type Table = readonly (RouteLine<Actor> | RouteLine<Actor | null>)[];

const admin = scope('admin');

/** What concerns the whole server: not for tokens limited to certain hosts or names. */
const wholeAdmin = wholeScope('admin');

/** Every route of version 1. The guard, the OpenAPI document and the audit know of no other. */
export function apiRoutes(handlers: Handlers): Route[] {
  return withFormerAddresses([
    ...identityRoutes(handlers.identity),
    ...activityRoutes(handlers.activity),
    ...channelRoutes(handlers.channels),
    ...auditRoutes(handlers.audit),
    ...automationRoutes(handlers.automation),
    ...accountUsageRoutes(handlers.accountUsage),
    ...externalCredentialRoutes(handlers.externalCredentials),
    ...secretRoutes(handlers.secrets),
    ...hostRoutes(handlers),
    ...unikernelRoutes(handlers.unikernels),
    ...consoleRoutes(handlers.consoles),
    ...metricsRoutes(handlers.metrics),
    ...volumeRoutes(handlers.volumes),
  ]);
}

export function identityRoutes(identity: Handlers['identity']): Route[] {
  const { accounts, sessions, resets, users, userTokens, tokens, trusts, issuers } = identity;
  const { verification, invitations, devices } = identity;
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
    ['GET', '/accounts', admin, users.list],
    ['GET', '/accounts/:account', admin, users.get],
    ['GET', '/accounts/:account/holdings', admin, users.holdings],
    ['POST', '/invitations', wholeAdmin, invitations.invite],
    ['PATCH', '/accounts/:account', wholeAdmin, users.change],
    ['DELETE', '/accounts/:account', wholeAdmin, users.remove],
    ['POST', '/accounts/:account/password-reset', adminSession, resets.offer],
    ['GET', '/accounts/:account/tokens', wholeAdmin, userTokens.list],
    ['DELETE', '/accounts/:account/tokens/:token', wholeAdmin, userTokens.revoke],

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

    // Tokens for programs without a browser
    ['POST', '/device_authorization', anybody, devices.start],
    ['GET', '/device_authorization/:code', session, devices.show],
    ['POST', '/device_authorization/:code', session, devices.answer],
    ['POST', '/token', anybody, devices.redeem],

    // Trusts in issuers of identity tokens
    ['GET', '/trusts', scope('tokens:read'), trusts.list],
    ['POST', '/trusts', scope('tokens:write'), trusts.create],
    ['GET', '/trusts/:id', scope('tokens:read'), trusts.get],
    ['PATCH', '/trusts/:id', scope('tokens:write'), trusts.change],
    ['DELETE', '/trusts/:id', scope('tokens:write'), trusts.remove],
    ['POST', '/tokens/exchange', anybody, identity.exchange],
    ['GET', '/issuers', scope('tokens:read'), issuers.list],
    ['POST', '/issuers', wholeAdmin, issuers.allow],
    ['DELETE', '/issuers/:id', wholeAdmin, issuers.remove],
  ]);
}

export function activityRoutes(activity: Handlers['activity']): Route[] {
  return table([
    ['GET', '/events', scope('events:read'), activity.list],
    ['GET', '/events/live', scope('events:read'), activity.watch],
    ['GET', '/events/types', scope('events:read'), activity.types],
    ['GET', '/events/unseen', session, activity.unseen],
    ['POST', '/events/seen', session, activity.seen],
  ]);
}

export function channelRoutes({ own, ofServer }: Handlers['channels']): Route[] {
  const read = wholeScope('notifications:read');
  const write = wholeScope('notifications:write');
  return table([
    // An account's own
    ['GET', '/channels', read, own.list],
    ['POST', '/channels', write, own.create],
    ['GET', '/channels/:id', read, own.get],
    ['PATCH', '/channels/:id', write, own.change],
    ['DELETE', '/channels/:id', write, own.remove],
    ['POST', '/channels/:id/rotate', write, own.rotate],
    ['POST', '/channels/:id/test', write, own.test],
    ['GET', '/channels/:id/deliveries', read, own.deliveries],
    ['POST', '/channels/:id/deliveries/:delivery/redeliver', write, own.redeliver],
    ['GET', '/mutes', read, own.listMutes],
    ['POST', '/mutes', write, own.mute],
    ['DELETE', '/mutes/:id', write, own.unmute],

    // The server's
    ['GET', '/server/channels', wholeAdmin, ofServer.list],
    ['POST', '/server/channels', wholeAdmin, ofServer.create],
    ['GET', '/server/channels/:id', wholeAdmin, ofServer.get],
    ['PATCH', '/server/channels/:id', wholeAdmin, ofServer.change],
    ['DELETE', '/server/channels/:id', wholeAdmin, ofServer.remove],
    ['POST', '/server/channels/:id/rotate', wholeAdmin, ofServer.rotate],
    ['POST', '/server/channels/:id/test', wholeAdmin, ofServer.test],
    ['GET', '/server/channels/:id/deliveries', wholeAdmin, ofServer.deliveries],
    ['POST', '/server/channels/:id/deliveries/:delivery/redeliver', wholeAdmin, ofServer.redeliver],
    ['GET', '/server/mutes', wholeAdmin, ofServer.listMutes],
    ['POST', '/server/mutes', wholeAdmin, ofServer.mute],
    ['DELETE', '/server/mutes/:id', wholeAdmin, ofServer.unmute],
  ]);
}

export function auditRoutes(audit: Handlers['audit']): Route[] {
  return table([
    ['GET', '/audit', sessionOrAdmin, audit.read],
    ['GET', '/audit/export.csv', sessionOrAdmin, audit.exportCsv],
    ['GET', '/audit/export.jsonl', sessionOrAdmin, audit.exportJson],
  ]);
}

export function accountUsageRoutes(usage: Handlers['accountUsage']): Route[] {
  return table([
    ['GET', '/usage', wholeAdmin, usage.show],
    ['GET', '/usage/export.csv', wholeAdmin, usage.exportCsv],
  ]);
}

export function automationRoutes(automation: Handlers['automation']): Route[] {
  return table([
    ['GET', '/automation', admin, automation.get],
    ['PATCH', '/automation', wholeAdmin, automation.change],
  ]);
}

export function externalCredentialRoutes({
  own,
  ofServer,
}: Handlers['externalCredentials']): Route[] {
  return table([
    // An account's own
    ['GET', '/external-credentials', session, own.list],
    ['PUT', '/external-credentials/:service', session, own.save],
    ['DELETE', '/external-credentials/:service', session, own.remove],
    ['POST', '/external-credentials/:service/check', session, own.check],

    // The server's
    ['GET', '/server/external-credentials', wholeAdmin, ofServer.list],
    ['PUT', '/server/external-credentials/:service', wholeAdmin, ofServer.save],
    ['DELETE', '/server/external-credentials/:service', wholeAdmin, ofServer.remove],
    ['POST', '/server/external-credentials/:service/check', wholeAdmin, ofServer.check],
  ]);
}

export function secretRoutes(secrets: Handlers['secrets']): Route[] {
  return table([
    ['GET', '/secrets', scope('secrets:read'), secrets.list],
    ['PUT', '/secrets/:secret', scope('secrets:write'), secrets.save],
    ['DELETE', '/secrets/:secret', scope('secrets:write'), secrets.remove],
  ]);
}

export type HostHandlers = Pick<
  Handlers,
  | 'hosts'
  | 'hostHoldings'
  | 'hostHealth'
  | 'maintenance'
  | 'sshKeys'
  | 'policies'
  | 'policyTemplates'
>;

/** The routes of hosts, and of what accounts may use there. */
export function hostRoutes({
  hosts,
  hostHoldings,
  hostHealth,
  maintenance,
  sshKeys,
  policies,
  policyTemplates,
}: HostHandlers): Route[] {
  return table([
    // Hosts
    ['GET', '/hosts', scope('hosts:read'), hosts.list],
    ['GET', '/hosts/:host', scope('hosts:read'), hosts.get],
    ['POST', '/hosts', admin, hosts.add],
    ['PATCH', '/hosts/:host', admin, hosts.change],
    ['DELETE', '/hosts/:host', admin, hosts.remove],
    ['POST', '/hosts/:host/check', admin, hosts.check],
    ['GET', '/hosts/:host/holdings', admin, hostHoldings.show],
    ['GET', '/hosts/:host/history', admin, hostHealth.history],
    ['PUT', '/hosts/:host/maintenance', admin, maintenance.begin],
    ['DELETE', '/hosts/:host/maintenance', admin, maintenance.end],
    ['POST', '/ssh-keys', admin, sshKeys.make],
    ['DELETE', '/ssh-keys/:id', admin, sshKeys.discard],

    // Policies
    ['GET', '/hosts/:host/policies', admin, policies.list],
    ['POST', '/hosts/:host/policies', admin, policies.setMany],
    ['PUT', '/accounts/:account/policies/:host', admin, policies.set],
    ['DELETE', '/accounts/:account/policies/:host', admin, policies.remove],
    ['GET', '/policy-templates', admin, policyTemplates.list],
    ['PUT', '/policy-templates/:template', wholeAdmin, policyTemplates.save],
    ['DELETE', '/policy-templates/:template', wholeAdmin, policyTemplates.remove],
  ]);
}

export function unikernelRoutes(unikernels: Handlers['unikernels']): Route[] {
  const read = scope('unikernels:read');
  const write = scope('unikernels:write');
  return table([
    // Over all hosts
    ['GET', '/unikernels', read, unikernels.listAll],
    ['GET', '/deployments', read, unikernels.recentDeployments],
    ['GET', '/deployments/:id', read, unikernels.deployment],
    ['GET', '/deployments/:id/events', read, unikernels.deploymentEvents],
    ['POST', '/deployments/:id/cancel', write, unikernels.cancelDeployment],

    // What sources of images have
    ['GET', '/sources/github/releases', write, unikernels.sourceReleases],
    ['GET', '/sources/oci/tags', write, unikernels.sourceTags],
    ['GET', '/sources/builder/jobs', write, unikernels.sourceJobs],
    ['GET', '/sources/builder/builds', write, unikernels.sourceBuilds],

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
    ['POST', '/hosts/:host/unikernels/:name/move', write, unikernels.move],
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

export function consoleRoutes(consoles: Handlers['consoles']): Route[] {
  const read = scope('consoles:read');
  return table([
    ['GET', '/hosts/:host/unikernels/:name/console/history', read, consoles.history],
    ['GET', '/hosts/:host/unikernels/:name/console/download', read, consoles.download],
  ]);
}

export function metricsRoutes({ metrics }: Handlers['metrics']): Route[] {
  return table([
    ['GET', '/hosts/:host/unikernels/:name/metrics', scope('unikernels:read'), metrics],
  ]);
}

export function volumeRoutes(volumes: Handlers['volumes']): Route[] {
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
