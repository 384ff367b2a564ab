import assert from 'node:assert/strict';
import type { Command } from '../../../src/albatross/commands.ts';
import type { BlockDevice, Message, Named, Success } from '../../../src/albatross/messages.ts';
import { formatName } from '../../../src/albatross/names.ts';
import type { UnikernelInfo } from '../../../src/albatross/unikernel.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { type About, ask } from './client.ts';

/** The success that is the whole answer. */
export function successOf(messages: readonly Message[]): Success {
  assert.equal(messages.length, 1, `one message, not ${messages.length}`);
  const [message] = messages;
  if (message?.payload.type === 'success') return message.payload.success;
  assert.fail(`no success: ${JSON.stringify(message?.payload)}`);
}

/** What a message says, as a short text: the words of a success or failure, or its type. */
export function wordsOf({ payload }: Message): string {
  switch (payload.type) {
    case 'failure':
      return `failure: ${payload.words}`;
    case 'success':
      return payload.success.type === 'string' ? payload.success.value : payload.success.type;
    case 'data':
      return payload.data.type === 'console' ? payload.data.line : payload.data.type;
    case 'command':
      return payload.command.type;
  }
}

/** What a host answers, in short texts. */
export async function words(
  host: Emulator,
  about: About,
  command: Command,
  chunks?: readonly Buffer[],
): Promise<string[]> {
  return (await ask(host, about, command, chunks)).map(wordsOf);
}

/** The unikernels that a host tells of. */
export async function unikernels(host: Emulator, about: About): Promise<Named<UnikernelInfo>[]> {
  const success = successOf(await ask(host, about, { type: 'unikernel-info' }));
  assert(success.type === 'unikernel-info');
  return [...success.unikernels];
}

/** The volumes that a host tells of, by name. */
export async function volumes(
  host: Emulator,
  about: About,
): Promise<Record<string, Omit<BlockDevice, 'name'>>> {
  const success = successOf(await ask(host, about, { type: 'block-info' }));
  assert(success.type === 'block-devices');
  return Object.fromEntries(
    success.blockDevices.map(({ name, ...device }) => [formatName(name), device]),
  );
}

/** The octets of a volume. */
export async function contentOf(host: Emulator, about: About): Promise<Buffer> {
  const messages = await ask(host, about, { type: 'block-dump', compressionLevel: 0 });
  return Buffer.concat(messages.map(blockData));
}

/** The octets of a volume that a message carries. */
export function blockData({ payload }: Message): Buffer {
  const isBlock = payload.type === 'data' && payload.data.type === 'block';
  return (isBlock && payload.data.type === 'block' && payload.data.data) || Buffer.alloc(0);
}
