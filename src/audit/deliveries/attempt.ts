import type { Clock } from '../../base/clock.ts';
import { DeliveryError } from '../../base/delivery-error.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { Channel } from '../channels/entity.ts';
import type { Listener } from '../channels/may-tell.ts';
import { openSettings, sealedWithLostKey } from '../channels/settings.ts';
import { type ComposedRequest, composeRequest } from './compose-request.ts';
import { concealAnswer } from './conceal-answer.ts';
import type { Delivery } from './entity.ts';
import { judgeAnswer, type Outcome, type ReceiverAnswer, unsent } from './judge-answer.ts';

/** The way out: sends once, to no address that is not allowed. Throws `DeliveryError`. */
export type PostOut = (
  request: ComposedRequest & {
    readonly signal: AbortSignal;
    /** The account whose channel it is; left out: it is the server's. */
    readonly account?: string;
    /** The beginning of an answer without what is secret. */
    readonly conceal: (text: string) => string;
  },
) => Promise<ReceiverAnswer>;

export interface AttemptDeps {
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly post: PostOut;
  /** Writes a message to whom a channel of mails is for. */
  readonly mail: (delivery: Delivery, channel: Channel) => Promise<Outcome>;
}

/** Tries a delivery once. Rejects only with the signal's reason, or where the database fails. */
export async function attemptDelivery(
  { box, clock, post, mail }: AttemptDeps,
  delivery: Delivery,
  channel: Channel,
  { account, signal }: Listener & { readonly signal: AbortSignal },
): Promise<Outcome> {
  if (!channel.enabled) return unsent('The channel is off.', 'ended');
  if (channel.kind === 'mail') return await mail(delivery, channel);
  try {
    const settings = openSettings(box, channel);
    if (!settings) return unsent('The channel has no address.', 'ended');
    const request = composeRequest(settings, delivery, clock());
    const whose = account === null ? {} : { account };
    const conceal = (text: string) => concealAnswer(text, settings);
    return judgeAnswer(await post({ ...request, ...whose, signal, conceal }));
  } catch (error) {
    if (error instanceof DeliveryError) return unsent(error.message);
    if (error instanceof SealError) return unsent(sealedWithLostKey);
    throw error;
  }
}
