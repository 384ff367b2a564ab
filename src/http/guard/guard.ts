import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Problem } from '../../base/errors.ts';
import type { MinRate } from '../../base/pace.ts';
import { noteMade } from '../audit.ts';
import type { Caller } from '../caller.ts';
import { contentLength, hasBody } from '../content/announced.ts';
import { type HttpContext, headerOf, type Middleware } from '../context.ts';
import { eventStreamType } from '../event-stream.ts';
import { tellFormer } from '../former-routes.ts';
import type { Claim, Idempotency } from '../idempotency/idempotency.ts';
import type { Outcome } from '../idempotency/keepable.ts';
import type { RequireKnownHost } from '../known-hosts.ts';
import type { LoopTurns } from '../loop-turns.ts';
import { problemReply, type RenderProblem } from '../problems.ts';
import type { AddressOf } from '../public-origin.ts';
import type { LimitBadBodies } from '../quota.ts';
import { type Reply, reply } from '../reply.ts';
import type { Route } from '../route.ts';
import { isUnsafe, type RequireSameOrigin } from '../same-origin.ts';
import { breakOffStalled, largeAnswer, octetsOf } from '../stalled-answers.ts';
import { takeOwnTurn } from '../take-turns.ts';
import { renderAnswer } from './answer.ts';
import type { AtOnce } from './at-once.ts';
import { credentialAgain, type IdentifyDeps, identify } from './identify.ts';
import { checkContent, parseBody, parseParams, parseQuery, readBody } from './input.ts';
import type { OctetRoom } from './octet-room.ts';
import { GuardedRequest, type WatchRequest } from './request.ts';
import {
  type CredentialWatchDeps,
  endWithCredential,
  watchClient,
  watchCredential,
} from './watch.ts';

/** Methods that an `Idempotency-Key` counts for. */
const keptMethods = new Set(['POST', 'PUT', 'DELETE']);

export interface GuardDeps extends IdentifyDeps, CredentialWatchDeps {
  readonly requireSameOrigin: RequireSameOrigin;
  readonly requireKnownHost: RequireKnownHost;
  /** How fast bodies have to come, and streamed answers to be taken in. */
  readonly minRate: MinRate;
  /** The server's address. */
  readonly publicAddress: AddressOf;
  readonly idempotency: Idempotency;
  /** How much each may have under way; without it there is no limit. */
  readonly atOnce?: AtOnce | undefined;
  /** Bounds the memory that bodies take. */
  readonly bodyRoom: OctetRoom;
  /** The same for answers that are sent whole. */
  readonly answerRoom: OctetRoom;
  /** Shares out the event loop's time; without it nobody waits. */
  readonly turns?: LoopTurns | undefined;
  /** Counts bodies that cannot be read, where anybody may send them; without it there is no limit. */
  readonly limitBadBodies?: LimitBadBodies | undefined;
  /** How problems are answered, where not as version 1 does. */
  readonly render?: RenderProblem;
}

/**
 * Serves a route as it is declared, in this order: who asks and whether they may, the path, the
 * query, the type of the body, and only then the body; the handler; its answer.
 */
export function guard(route: Route, pattern: string, deps: GuardDeps): Middleware {
  const serve = serveRoute(route, deps);
  const endless = isEndless(route);
  const minRate = endless ? { ...deps.minRate, octets: 1 } : deps.minRate;
  const limited = route.access.open && isUnsafe(route.method) ? deps.limitBadBodies : undefined;
  return async (context) => {
    const { state } = context;
    state.route = pattern;
    state.served = route;
    tellFormer(context, route);
    deps.atOnce?.countAddress(context, endless);
    const work = () => serve(context);
    const answer = limited ? await limited(state.address, work) : await work();
    if (!isUnsafe(route.method)) countAnswer(context, answer, deps.answerRoom);
    reply(context, answer);
    if (answer.events || answer.body instanceof Readable) breakOffStalled(context.res, minRate);
  };
}

/** A large answer counts until the client has taken it in. Throws `too-many-at-once`. */
function countAnswer(context: HttpContext, { body }: Reply, room: OctetRoom): void {
  const octets = octetsOf(body);
  if (octets >= largeAnswer) room.take(context, 0)(octets);
}

/** Nothing is followed for whoever only asks for the headers of a stream of events. */
const endlessHead: Reply = {
  status: 200,
  headers: { 'content-type': eventStreamType, 'cache-control': 'no-store' },
  body: null,
};

/** What is answered to a request. */
function serveRoute(route: Route, deps: GuardDeps): (context: HttpContext) => Promise<Reply> {
  const watch = watchFor(route, deps);
  const endless = isEndless(route);
  return async (context) => {
    const admitted = await admit(route, context, deps);
    if (admitted) deps.atOnce?.countAccount(context, admitted, endless);
    const params = parseParams(route, context.params);
    const query = parseQuery(route, context);
    checkContent(route, context);
    const isLate = isUnsafe(context.method) && !context.req.complete;
    const octets = route.body ? await readBody(route, context, deps.bodyRoom) : null;
    const confirm = () => admitAgain(route, context, deps);
    // Much may have been changed by the time that a body is there; one that came with its head is not waited for.
    const actor = octets && isLate ? await confirm() : admitted;
    using _underWay = deps.turns ? await takeOwnTurn(deps.turns, context) : null;
    const body = parseBody(route, octets, context);
    const follow = (content: Readable) => {
      if (!route.access.open) endWithCredential(content, context, route.access, deps);
    };
    const input = { actor, params, query, body, confirm, follow };
    const isHead = context.method === 'HEAD';
    if (isHead && endless) return endlessHead;
    const request = new GuardedRequest(context, input, deps, watch);
    // Nobody reads it any more: what only reads is spared. What changes something was sent whole, and is done.
    if (context.res.closed && !isUnsafe(context.method)) request.signal.throwIfAborted();
    const run = async () => {
      const answer = await (isHead && route.head ? route.head(request) : route.handle(request));
      noteMade(context, answer);
      return renderAnswer(route, answer);
    };
    const claim = claimOf(route, context, octets);
    if (!claim) return await run();
    return await deps.idempotency.once(claim, () => settle(context, run, deps.render));
  };
}

/** An answer that may take long has to end with the credential that it was given to. */
function watchFor(route: Route, deps: CredentialWatchDeps): WatchRequest {
  if (!isStreamed(route)) return watchClient;
  const endless = isEndless(route);
  return (context) => watchCredential(context, deps, { endless });
}

const isStreamed = ({ answers }: Route) =>
  Object.values(answers).some((answer) => typeof answer === 'string');

const isEndless = ({ answers }: Route) => Object.values(answers).includes(eventStreamType);

/** Who asks, if they may. Throws 401, 403 and 421 problems. */
async function admit(
  { access, knownHostOnly }: Route,
  context: HttpContext,
  deps: GuardDeps,
): Promise<Caller | null> {
  if (knownHostOnly) deps.requireKnownHost(context);
  const changes = isUnsafe(context.method);
  if (access.open) {
    if (changes) deps.requireSameOrigin(context, 'lenient');
    return access.check(null, context.params);
  }
  const caller = await identify(context, deps);
  if (changes && caller?.credential.kind === 'session') deps.requireSameOrigin(context, 'strict');
  return access.check(caller, context.params);
}

/** Who asks as of now, if they still may. Throws as `admit` does. */
async function admitAgain(
  { access }: Route,
  context: HttpContext,
  { authenticate }: GuardDeps,
): Promise<Caller | null> {
  if (access.open) return access.check(null, context.params);
  const caller = await authenticate({ ...credentialAgain(context), anew: true });
  return access.check(caller, context.params);
}

/** What an `Idempotency-Key` asks to be done once; null where there is none or it cannot count. */
function claimOf(route: Route, context: HttpContext, octets: Buffer | null): Claim | null {
  const { caller } = context.state;
  const key = headerOf(context, 'idempotency-key');
  if (key === null || !caller || !keptMethods.has(context.method)) return null;
  const length = contentLength(context.req);
  const contentDigest = headerOf(context, 'content-digest');
  // Nothing tells what a handler reads from other content: its answer must not be given to that.
  if (!octets && hasBody(context.req) && length === null && contentDigest === null) return null;
  const content = octets
    ? createHash('sha256').update(octets).digest('base64')
    : `${length} ${contentDigest}`;
  const asked = [context.method, context.path, context.querystring, content];
  return { caller, key, asked, showsSecret: route.showsSecret ?? false };
}

/** Problems become answers here, because a repeat is given them too. */
async function settle(
  context: HttpContext,
  run: () => Promise<Reply>,
  render: RenderProblem = problemReply,
): Promise<Outcome> {
  const { req } = context;
  try {
    return { reply: await run(), problem: null, whole: true };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const whole = req.complete || !hasBody(req);
    return { reply: render(context, error), problem: error.code, whole };
  }
}
