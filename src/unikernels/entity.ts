import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import type { UnikernelArguments } from '../albatross/unikernel.ts';
import type { Origin } from './origins/origin.ts';

export const deploymentActions = [
  'create',
  'update',
  'restart',
  'stop',
  'start',
  'rollback',
  'deploy',
  'destroy',
] as const;

/** What is done to a unikernel. */
export type DeploymentAction = (typeof deploymentActions)[number];

export const deploymentStates = [
  'queued',
  'running',
  'succeeded',
  'rolled-back',
  'failed',
  'superseded',
  'cancelled',
  'unknown',
] as const;

/** `unknown`: it was sent, and nothing came back that tells what became of it. */
export type DeploymentState = (typeof deploymentStates)[number];

/**
 * How far a rollout is, written before what it says is begun: it waits for its turn, the host is told,
 * what was started is watched, what ran before is being started again, or what was moved is being ended
 * where it was.
 */
export type RolloutPhase = 'queued' | 'sending' | 'watching' | 'undoing' | 'ending';

export const stepStates = ['running', 'passed', 'failed', 'skipped'] as const;

/** One step of a rollout, for people. */
export interface DeploymentStep {
  readonly name: string;
  readonly state: (typeof stepStates)[number];
  /** RFC 3339. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Nothing of an argument, and no line of a console. */
  readonly detail: string | null;
}

/** What a deployment was built from. */
export interface Revision {
  readonly commit?: string | undefined;
  readonly message?: string | undefined;
  readonly url?: string | undefined;
}

/** Whether what ran before can be started again. */
export type RollbackChance = 'available' | 'unavailable';

/** One change of a unikernel: recorded before it is sent to the host, and finished with what came of it. */
const DeploymentSchema = defineEntity({
  name: 'Deployment',
  tableName: 'deployments',
  indexes: [
    { properties: ['domain', 'host', 'unikernel', 'startedAt'] },
    // For lists of what was done last: of an account, and of all.
    { properties: ['domain', 'startedAt', 'id'] },
    { properties: ['startedAt', 'id'] },
    { properties: ['finishedAt'] },
  ],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    unikernel: p.string().$type<Label>(),
    action: p.string().$type<DeploymentAction>(),
    state: p.string().$type<DeploymentState>(),
    /** SHA-256 of the image, hex; null where it is not known. */
    digest: p.string().nullable(),
    /**
     * What it is started with (`AskedConfig`), sealed in the context `deployment/ID`; null where the
     * action gives nothing.
     */
    sealedConfig: p.text().nullable(),
    /** The same as early releases have left it, until the next start seals it. */
    plainConfig: p.json().$type<UnikernelArguments>().nullable().fieldName('config'),
    /** Since when the unikernel that was there before ran, by the host's clock; null: none did. */
    runningSince: p.datetime().nullable(),
    /** The release that it brings back; null: it is none that does. */
    rollbackTo: p.integer().nullable(),
    /** How far a rollout is, or was when it ended; null: a change that is over once its host has answered, but for one that ended `queued`, before that was told. */
    phase: p.string().$type<RolloutPhase>().nullable(),
    steps: p.json().$type<readonly DeploymentStep[]>().nullable(),
    /** `RolloutPlan`, sealed as the configuration is. */
    sealedPlan: p.text().nullable(),
    /** Where its image came from; null: it was sent along, or is the one before. */
    origin: p.json().$type<Origin>().nullable(),
    /** `ImageSource` of it, sealed as the configuration is. */
    sealedSource: p.text().nullable(),
    revision: p.json().$type<Revision>().nullable(),
    /** The code of the problem that it ended with. */
    reason: p.string().nullable(),
    rollback: p.string().$type<RollbackChance>().nullable(),
    accountName: p.string().$type<Label>(),
    /** The token's; null: a session. */
    tokenName: p.string().nullable(),
    tokenPrefix: p.string().nullable(),
    /** Whether nobody asked: the server did it by itself, for the account. */
    automatic: p.boolean().default(false),
    requestId: p.string(),
    /** The server (`Replica.id`) that does it; empty where there is only one. */
    owner: p.string().default(''),
    startedAt: p.datetime(),
    /** null while it may still turn out otherwise. */
    finishedAt: p.datetime().nullable(),
    /** Why it did not succeed, or is not known to have. */
    error: p.text().nullable(),
  },
});

export class Deployment extends DeploymentSchema.class {}
DeploymentSchema.setClass(Deployment);
