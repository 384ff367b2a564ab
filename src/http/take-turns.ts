import { addressKey } from '../base/network-address.ts';
import type { HttpContext, Middleware } from './context.ts';
import type { LoopTurns } from './loop-turns.ts';

/** Takes requests up by turns of the addresses that they come from; those not whose client has left meanwhile. */
export function takeTurns(turns: LoopTurns): Middleware {
  return async (context, next) => {
    const turn = turns.take(addressTurn(context));
    if (turn) await turn;
    if (context.res.closed) context.respond = false;
    else await next();
  };
}

/**
 * Waits for the turn of whoever asks, who has something under way until the result is disposed: an answer
 * that is made already is not held up by what others have begun.
 */
export async function takeOwnTurn(turns: LoopTurns, context: HttpContext): Promise<Disposable> {
  const key = turnKey(context);
  const leave = turns.enter(key);
  await turns.take(key);
  return { [Symbol.dispose]: leave };
}

/** Whose turn a request needs once it is known who asks: that of the account, else of the address. */
export function turnKey(context: HttpContext): string {
  const { caller } = context.state;
  return caller ? `account/${caller.account.id}` : addressTurn(context);
}

const addressTurn = ({ state }: HttpContext) => `address/${addressKey(state.address)}`;
