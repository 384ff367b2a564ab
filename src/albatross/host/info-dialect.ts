import { SilentCloseError, UnexpectedReplyError } from '../errors.ts';
import type { Message, Named } from '../messages.ts';
import type { Target } from '../transport.ts';
import type { UnikernelInfo } from '../unikernel.ts';
import { expectSuccess } from './replies.ts';

type InfoCommand = 'unikernel-info' | 'old-unikernel-info5' | 'old-unikernel-info4';

/** Sends one command and gives the answer. */
export type Ask = (
  target: Target,
  command: { readonly type: InfoCommand | 'policy-info' },
) => Promise<Message>;

/**
 * Asks for unikernels in the newest form that the host knows. An older host closes silently on
 * `info`; but so may any host that is being stopped, and `infoV5` can crash a current one
 * (docs/albatross-protocol.md, section 5). So the old forms are tried only where `info` is met with
 * silence twice, while another command with the same certificates is answered in between.
 */
export class InfoDialect {
  #known: InfoCommand | null = null;

  async read(target: Target, ask: Ask): Promise<readonly Named<UnikernelInfo>[]> {
    if (this.#known) return await this.#again(this.#known, target, ask);
    const command = 'unikernel-info';
    const unikernels = await this.#try(command, target, ask);
    if (unikernels) return unikernels;
    expectSuccess(await ask({ ...target, label: null }, { type: 'policy-info' }), 'policies');
    return (
      (await this.#try(command, target, ask)) ??
      (await this.#try('old-unikernel-info5', target, ask)) ??
      this.#request('old-unikernel-info4', target, ask)
    );
  }

  /** A host that fails in an old form may have been upgraded, and is asked anew from the beginning. */
  async #again(known: InfoCommand, target: Target, ask: Ask) {
    try {
      return await this.#request(known, target, ask);
    } catch (error) {
      if (known !== 'unikernel-info') this.#known = null;
      throw error;
    }
  }

  /** null where the host closes silently. */
  async #try(command: InfoCommand, target: Target, ask: Ask) {
    try {
      return await this.#request(command, target, ask);
    } catch (error) {
      if (error instanceof SilentCloseError) return null;
      throw error;
    }
  }

  async #request(command: InfoCommand, target: Target, ask: Ask) {
    const { unikernels } = expectSuccess(await ask(target, { type: command }), command);
    this.#known = command;
    return unikernels;
  }
}

/** The one of a list that was asked for by name, or null. Throws `UnexpectedReplyError` for more. */
export function onlyOne<T>(list: readonly T[]): T | null {
  if (list.length > 1) {
    throw new UnexpectedReplyError(`the host told of ${list.length} where one was asked for`);
  }
  return list[0] ?? null;
}
