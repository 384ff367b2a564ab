import { type Command, serviceOf, takesData } from '../commands.ts';
import { encodeFrame } from '../framing.ts';
import type { Payload } from '../messages.ts';
import { domainName, type Name, type Path } from '../names.ts';
import type { Domain, Target } from '../transport.ts';
import { type Create, encodeCreateWithoutImage } from '../wire/create-without-image.ts';
import { encodeMessage } from '../wire/message.ts';

/** What is sent to a daemon. */
export interface SocketRequest {
  /** How many policies come first, each of them answered by itself. */
  readonly policies: number;
  /** All that is sent before any content. */
  readonly octets: Buffer;
  /** What is sent after an image that is to come; null where none is. */
  readonly afterImage: Buffer | null;
}

/**
 * A command and, before it, the policies of its domains, deepest first as the TLS endpoint has them.
 * They can go out in one go: where albatrossd refuses a policy it closes, and reads no command.
 * `imageSize` is that of the image that follows a create.
 */
export function encodeRequest(target: Target, command: Command, imageSize: number): SocketRequest {
  const policies = presentedPolicies(target, command).map(({ path, policy }, index) =>
    encode(domainName(path), { type: 'policy-add', policy }, index),
  );
  const path = target.domains.map(({ label }) => label);
  const name = { path, label: target.label };
  const { before, after } = encodeWithoutImage(name, command, imageSize, policies.length);
  return {
    policies: policies.length,
    octets: Buffer.concat([...policies, before]),
    afterImage: after,
  };
}

function encodeWithoutImage(name: Name, command: Command, imageSize: number, sequence: number) {
  if (!isCreateWithoutImage(command))
    return { before: encode(name, command, sequence), after: null };
  return encodeCreateWithoutImage({ sequence: BigInt(sequence), name }, command, imageSize);
}

function encode(name: Name, command: Command, sequence: number): Buffer {
  const payload: Payload = { type: 'command', command };
  return encodeFrame(encodeMessage({ header: { sequence: BigInt(sequence), name }, payload }));
}

const isCreateWithoutImage = (command: Command): command is Create =>
  'config' in command && takesData(command);

/** Console and stats know no policies, and a policy that is to go is not presented before. */
function presentedPolicies({ domains }: Target, command: Command) {
  if (serviceOf(command) !== 'albatrossd' || changesPolicy(command)) return [];
  return domains.map(({ policy }, index) => ({ path: pathTo(domains, index), policy })).reverse();
}

const changesPolicy = ({ type }: Command): boolean =>
  type === 'policy-add' || type === 'policy-remove';

const pathTo = (domains: readonly Domain[], index: number): Path =>
  domains.slice(0, index + 1).map(({ label }) => label);
