import type { Scope } from '../../../../src/identity/access/scopes.ts';

/** What a route needs of who calls it. */
export type Need =
  | 'nothing'
  | 'session'
  | 'session or admin'
  | 'admin session'
  | 'any token'
  /** The scope `admin` of a token for all hosts and names. */
  | 'admin of all'
  | Scope;

/**
 * What each operation needs: written by hand, not derived from the routes, so that a route that is
 * new or asks for something else has to be entered here, too.
 */
const operations: Readonly<Record<Need, string>> = {
  nothing: `
    getOpenApiDocument getSetup signUp signIn resetPassword requestPasswordReset verifyEmail
    exchangeToken startDevice redeemDevice`,
  session: `
    getDevice answerDevice getAccount changeAccount requestEmailVerification signOut listSessions closeSession closeOtherSessions
    listExternalCredentials saveExternalCredential removeExternalCredential checkExternalCredential
    listUnseenEvents markEventsSeen`,
  'session or admin': 'readAudit exportAuditCsv exportAuditJsonLines',
  'admin session': 'offerPasswordReset offerPasswordResetFormerly',
  'admin of all': `
    savePolicyTemplate deletePolicyTemplate showUsage exportUsageCsv inviteAccount changeUser deleteUser
    listUserTokens revokeUserToken changeUserFormerly deleteUserFormerly listUserTokensFormerly
    revokeUserTokenFormerly changeAutomationFormerly rotateChannelSecretOfServerFormerly changeAutomation
    allowIssuer removeIssuer listExternalCredentialsOfServer saveExternalCredentialOfServer
    removeExternalCredentialOfServer checkExternalCredentialOfServer listChannelsOfServer getChannelOfServer
    createChannelOfServer changeChannelOfServer removeChannelOfServer rotateChannelSecretOfServer
    testChannelOfServer listDeliveriesOfServer redeliverOfServer listMutesOfServer muteObjectOfServer
    unmuteObjectOfServer`,
  'any token': 'getCurrentToken listTokenPresets',
  'tokens:read':
    'listTokens getToken listTokenUses listTokenCommands listTrusts getTrust listIssuers',
  'tokens:write': `
    createToken changeToken revokeToken rotateToken endTokenGrace createTrust changeTrust
    removeTrust`,
  'secrets:read': 'listSecrets',
  'secrets:write': 'saveSecret removeSecret',
  'hosts:read': 'listHosts getHost',
  'events:read': 'listEvents watchEvents listEventTypes',
  'notifications:read': 'listChannels getChannel listDeliveries listMutes',
  'notifications:write': `
    createChannel changeChannel removeChannel rotateChannelSecret rotateChannelSecretFormerly testChannel redeliver
    muteObject unmuteObject`,
  'unikernels:read': `
    listReleases compareReleases listAllUnikernels listUnikernels getUnikernel listDeployments listAllDeployments
    listConsoles getUnikernelUpdates getUnikernelChecks getUnikernelMetrics
    watchStats watchUnikernel getDeployment watchDeployment getDeploymentLock`,
  'unikernels:write': `
    createUnikernel destroyUnikernel updateUnikernel restartUnikernel getUnikernelImage
    changeUnikernelSettings setUnikernelChecks stopUnikernel startUnikernel rollbackUnikernel
    changeRelease getReleaseImage deployUnikernel moveUnikernel cancelDeployment lockDeployments
    unlockDeployments
    listSourceReleases listSourceTags listSourceJobs listSourceBuilds`,
  'consoles:read': 'watchConsole getConsoleHistory downloadConsole',
  'volumes:read': 'listAllVolumes listVolumes getVolume downloadVolume',
  'volumes:write': 'createVolume changeVolume deleteVolume uploadVolume',
  'metrics:read': '',
  admin: `
    listUserHoldings listUsers getUser listUsersFormerly setPolicyFormerly deletePolicyFormerly getAutomation
    recoverHost addHost changeHost deleteHost beginMaintenance endMaintenance checkHost getHostHistory
    listHostHoldings makeSshKey discardSshKey listPolicies setPolicy setPolicies deletePolicy listPolicyTemplates`,
};

/** What each operation needs, by its id. */
export const needs: ReadonlyMap<string, string> = new Map(
  Object.entries(operations).flatMap(([need, ids]) =>
    (ids.match(/\w+/g) ?? []).map((id) => [id, need] as const),
  ),
);

const ofVolumes = (below: string) =>
  [
    ['POST', `/api/${below}/create`, 'volumes:write'],
    ['POST', `/api/${below}/upload`, 'volumes:write'],
    ['POST', `/api/${below}/delete`, 'volumes:write'],
    ['POST', `/api/${below}/download`, 'volumes:read'],
  ] as const;

/** What each of mollymawk's routes needs. */
export const mollymawkNeeds: readonly (readonly [method: string, path: string, need: Need])[] = [
  ['POST', '/api/login', 'nothing'],
  ['POST', '/api/tokens/create', 'tokens:write'],
  ['POST', '/api/tokens/update', 'tokens:write'],
  ['POST', '/api/tokens/delete', 'tokens:write'],
  ['GET', '/api/unikernels', 'unikernels:read'],
  ['GET', '/api/unikernel/console', 'unikernels:read'],
  ['POST', '/api/unikernel/create', 'unikernels:write'],
  ['POST', '/api/unikernel/restart', 'unikernels:write'],
  ['POST', '/api/unikernel/destroy', 'unikernels:write'],
  ['POST', '/api/unikernel/update', 'unikernels:write'],
  ['POST', '/api/unikernel/rollback', 'unikernels:write'],
  ...ofVolumes('volume'),
  ...ofVolumes('block'),
];
