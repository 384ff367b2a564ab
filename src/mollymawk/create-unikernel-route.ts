import type { Readable } from 'node:stream';
import { z } from 'zod';
import { optionalPart, textPart } from '../http/multipart/parts.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import { createUnikernel } from '../unikernels/create-unikernel.ts';
import type { Deps } from '../unikernels/deps.ts';
import { expectSigned } from '../unikernels/expect-signed.ts';
import { imagePart } from '../unikernels/image-part.ts';
import { unikernelAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import type { EarlyContent } from './early-content.ts';
import { success } from './envelope.ts';
import { fetchBuild, readJob, readMode } from './fetch-build.ts';
import { expectSomePolicy, findNamed, findNamedUnikernel, isForAnyName } from './find-named.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { malformed } from './mollymawk-problem.ts';
import { notedPart } from './noted-part.ts';
import { readForm } from './read-form.ts';
import { readLabel } from './read-label.ts';
import { contentPart, expectContent } from './sent-image.ts';
import { readCreation } from './unikernel-config.ts';

const phrases: HostPhrases = {
  unknown: (host) => `Error finding albatross instance: ${host}`,
  unreached: 'Albatross Query Error:',
  refused: 'Albatross Response Error:',
  refusedStatus: 500,
};

const forceFlag = z.enum(['true', 'false'], 'must be true or false');

const hostIn = (text: string) => readLabel(text, 'Error converting instance name:');
const nameIn = (text: string) => readLabel(text, 'Error converting unikernel name:');

const missing = 'One or more required fields are missing.';

/** `POST /api/unikernel/create`, whatever the order of its parts. */
export function createUnikernelRoute(deps: Deps, early: EarlyContent): Route {
  return defineMollymawkRoute({
    method: 'POST',
    path: '/api/unikernel/create',
    action: 'createUnikernel',
    access: scope('unikernels:write'),
    handle: async (request) => {
      const account = await expectSomePolicy(deps, request);
      using beginning = early.of(account);
      const named: { host?: string; name?: string } = {};
      const image = contentPart(imagePart(deps.images, account, request.signal));
      const form = await readForm(request, {
        albatross_instance: notedPart(textPart(), (text) => {
          named.host = text;
        }),
        unikernel_name: notedPart(textPart(), (text) => {
          named.name = text;
        }),
        unikernel_config: textPart(),
        unikernel_force_create: optionalPart(textPart(forceFlag)),
        deploy_mode: optionalPart(textPart()),
        builder_job: optionalPart(textPart()),
        binary: optionalPart({
          ...image,
          fromFile: async (part, content) => {
            const receive = (octets: Readable) => image.fromFile(part, octets);
            if (named.host === undefined) return await beginning.take(content, receive);
            const host = hostIn(named.host);
            const name = named.name === undefined ? null : nameIn(named.name);
            await inPhrases(phrases, host, () =>
              findNamed(deps, request, 'unikernels:write', { host, name }),
            );
            if (name === null && !isForAnyName(request.actor)) {
              return await beginning.take(content, receive);
            }
            return await receive(content);
          },
        }),
      });
      await using sent = form.binary;
      const host = hostIn(form.albatross_instance);
      const name = nameIn(form.unikernel_name);
      request.note(unikernelAt({ host, name }));
      const location = await inPhrases(phrases, host, () =>
        findNamedUnikernel(deps, request, 'unikernels:write', { host, name }),
      );
      const force = form.unikernel_force_create === 'true';
      const config = readCreation(form.unikernel_config, name, force);
      const job = readMode(form.deploy_mode) === 'builder' ? readJob(form.builder_job) : null;
      if (job === null && sent === undefined) throw malformed(missing, { code: 'invalid-body' });
      await inPhrases(phrases, host, async () => {
        const { key } = location;
        await using binary =
          job === null
            ? await expectContent(deps, sent, key)
            : await fetchBuild(deps, request, key, job);
        if (job === null) await expectSigned(deps, key.domain, binary, undefined);
        await createUnikernel(deps, location, config, binary, request);
      });
      return success('created unikernel');
    },
  });
}
