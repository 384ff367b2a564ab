import type { RouteRequest } from '../http/handler.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import { DigestCheck } from '../volumes/content-digest.ts';
import { createVolume } from '../volumes/create-volume.ts';
import type { Deps } from '../volumes/deps.ts';
import { type ContentFacts, exceeds, IncomingContent } from '../volumes/incoming-content.ts';
import { locateVolume, mebibyte, type VolumeLocation } from '../volumes/location.ts';
import { createVolumeBody } from '../volumes/schema.ts';
import { uploadSpooled } from '../volumes/upload-spooled.ts';
import { uploadVolume } from '../volumes/upload-volume.ts';
import { volumeAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import type { EarlyContent } from './early-content.ts';
import { success } from './envelope.ts';
import { expectSomePolicy, findNamed, findNamedVolume } from './find-named.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { expectMembers } from './json-body.ts';
import { malformed } from './mollymawk-problem.ts';
import { readVolumeForm, type VolumeForm } from './volume-form.ts';

type FillRequest = RouteRequest<unknown, unknown, unknown, Actor>;

const phrases: HostPhrases = {
  unknown: (host) => `Couldn't find albatross instance with name ${host}`,
  unreached: 'an error with albatross. got',
  refused: 'unexpected field. got',
  refusedStatus: 400,
};

/** `create` and `upload` below `prefix`, which both take a form with the content. */
export function fillVolumeRoutes(prefix: string, deps: Deps, early: EarlyContent): Route[] {
  const route = (
    path: string,
    action: string,
    fill: (form: VolumeForm, request: FillRequest) => Promise<void>,
  ) =>
    defineMollymawkRoute({
      method: 'POST',
      path: prefix + path,
      action,
      access: scope('volumes:write'),
      handle: async (request) => {
        const account = await expectSomePolicy(deps, request);
        using beginning = early.of(account);
        await using form = await readVolumeForm(request, {
          ...{ spool: deps.spool, early: beginning, account },
          expectAllowed: (host, name) =>
            inPhrases(phrases, host, () =>
              findNamed(deps, request, 'volumes:write', { host, name }),
            ),
        });
        request.note(volumeAt(form.volume));
        await inPhrases(phrases, form.volume.host, () => fill(form, request));
        return success('set block device');
      },
    });
  return [
    route('/create', 'createVolume', async (form, request) => {
      const size = expectMembers(createVolumeBody.shape.size, form.size, sizeRule);
      await expectFitting(form);
      const { name } = form.volume;
      const place = await findNamed(deps, request, 'volumes:write', form.volume);
      await request.confirm();
      await createVolume(deps, place, { name, size }, request.signal);
      if (form.data?.size) await upload(deps, locateVolume(place, name), form, request);
    }),
    route('/upload', 'uploadVolume', async (form, request) => {
      if (!form.data) throw malformed('One or more required fields are missing.');
      const location = await findNamedVolume(deps, request, 'volumes:write', form.volume);
      await upload(deps, location, form, request);
    }),
  ];
}

const sizeRule = 'unexpected field. got a block_size that no volume can have';

/** What is too large, or is no zlib stream though it should be, is known before there is a volume. */
async function expectFitting({ data, size, compressed }: VolumeForm): Promise<void> {
  const limit = size * mebibyte;
  if (!data?.size) return;
  if (!compressed && data.size > limit) throw exceeds(limit);
  if (!compressed) return;
  const { stream } = new IncomingContent(data.open(), factsOf(data), limit);
  for await (const _ of stream); // it counts and checks what goes through it
}

/** Data that is plain goes to the host from where it lies; a zlib stream is inflated first. */
async function upload(
  deps: Deps,
  location: VolumeLocation,
  form: VolumeForm,
  { requestId, signal, confirm }: FillRequest,
): Promise<void> {
  const { data, compressed } = form;
  if (!data) return;
  if (!compressed) {
    form.releaseData();
    return await uploadSpooled(deps, location, data, { requestId, signal, confirm });
  }
  await uploadVolume(deps, location, {
    ...{ facts: factsOf(data), requestId, signal, confirm },
    content: () => data.open(),
  });
}

/** mollymawk takes the compressed form of nothing as a volume of zeros. */
const factsOf = ({ size }: { readonly size: number }): ContentFacts => ({
  ...{ length: size, encoding: 'deflate', digest: DigestCheck.of(null), empty: true },
});
