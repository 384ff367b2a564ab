import type { EntityManager } from '../../database/database.ts';
import type { DeliveryState } from './entity.ts';

/** What a receiver has answered. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly retryAfter: Date | null;
  /** The beginning of the body. */
  readonly text: string;
}

/** What came of a try. */
export interface Outcome {
  readonly state: Exclude<DeliveryState, 'failed'> | 'ended';
  readonly status: number | null;
  readonly answer: string | null;
  readonly fault: string | null;
  readonly retryAfter: Date | null;
  /** What becomes true together with it. */
  readonly alongside?: (em: EntityManager) => Promise<void>;
}

const nothing = { status: null, answer: null, fault: null, retryAfter: null };

/** It is handed on by what happens `alongside`. */
export const handedOn = (alongside: (em: EntityManager) => Promise<void>): Outcome => ({
  ...nothing,
  state: 'delivered',
  alongside,
});

/** It could not be sent; `ended`: nor will it ever be. */
export const unsent = (fault: string, state: 'waiting' | 'ended' = 'waiting'): Outcome => ({
  ...nothing,
  state,
  fault,
});

/** What an answer says of a delivery: 2xx takes it, and 410 wants no more of any. */
export function judgeAnswer({ status, retryAfter, text }: ReceiverAnswer): Outcome {
  const isBusy = status === 429 || status === 503;
  const answered = { status, retryAfter: isBusy ? retryAfter : null, answer: text };
  if (status >= 200 && status < 300) return { ...answered, state: 'delivered', fault: null };
  return { ...answered, state: status === 410 ? 'ended' : 'waiting', fault: faultOf(status) };
}

function faultOf(status: number): string {
  if (status === 410) return 'The receiver wants no more (410).';
  if (status >= 300 && status < 400) {
    return `The receiver redirects (${status}), which is not followed.`;
  }
  return `The receiver answered ${status}.`;
}
