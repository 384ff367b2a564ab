import { z } from 'zod';
import { optionalPart, textPart } from '../http/multipart/parts.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { ImageStore } from '../storage/image-store.ts';
import { imagePart } from '../unikernels/image-part.ts';
import type { UnikernelService } from '../unikernels/service.ts';
import { unikernelAt } from './audit-objects.ts';
import { success } from './envelope.ts';
import { readForm } from './form.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { labelFrom } from './labels.ts';
import { defineMollymawkRoute } from './route.ts';
import { readCreation } from './unikernel-config.ts';

export interface CreateUnikernelParts {
  readonly unikernels: UnikernelService;
  readonly images: ImageStore;
}

const phrases: HostPhrases = {
  unknown: (host) => `Error finding albatross instance: ${host}`,
  unreached: 'Albatross Query Error:',
  refused: 'Albatross Response Error:',
  refusedStatus: 500,
};

const forceFlag = z.enum(['true', 'false'], 'must be true or false');

/** There is no build server here to take an image from. */
const manual = z.literal('manual', 'Invalid deploy mode, only manual is supported here');

/** `POST /api/unikernel/create`, whatever the order of its parts. */
export function createUnikernelRoute({ unikernels, images }: CreateUnikernelParts): Route {
  return defineMollymawkRoute({
    method: 'POST',
    path: '/api/unikernel/create',
    action: 'createUnikernel',
    access: scope('unikernels:write'),
    handle: async (request) => {
      const { actor, requestId, signal } = request;
      const form = await readForm(request, {
        albatross_instance: textPart(),
        unikernel_name: textPart(),
        unikernel_config: textPart(),
        unikernel_force_create: optionalPart(textPart(forceFlag)),
        deploy_mode: optionalPart(textPart(manual)),
        binary: imagePart(images, signal),
      });
      await using image = form.binary;
      const host = labelFrom(form.albatross_instance, 'Error converting instance name:');
      const name = labelFrom(form.unikernel_name, 'Error converting unikernel name:');
      request.note(unikernelAt({ host, name }));
      const force = form.unikernel_force_create === 'true';
      const config = readCreation(form.unikernel_config, name, force);
      const place = { host, account: actor.account.name, name };
      await inPhrases(phrases, host, () =>
        unikernels.create(place, config, image, { actor, requestId, signal }),
      );
      return success('created unikernel');
    },
  });
}
