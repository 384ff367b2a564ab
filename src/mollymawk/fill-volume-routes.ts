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
import { expectFittingVolume } from '../volumes/upload.ts';
import { uploadSpooled } from '../volumes/upload-spooled.ts';
import { uploadVolume } from '../volumes/upload-volume.ts';
import { volumeAt } from './audit-notes.ts';
import { defineMollymawkRoute } from './define-route.ts';
import type { EarlyContent } from './early-content.ts';
import { success } from './envelope.ts';
import { expectSomePolicy, findNamed, findNamedVolume, isForAnyName } from './find-named.ts';
import { inPhrases } from './host-phrases.ts';
import { expectMembers } from './json-body.ts';
import { malformed } from './mollymawk-problem.ts';
import { type GivenVolume, readVolumeForm, type VolumeForm, volumePhrases } from './volume-form.ts';

type FillRequest = RouteRequest<unknown, unknown, unknown, Actor>;

/** `create` and `upload` below `prefix`, which both take a form with the content. */
export function fillVolumeRoutes(prefix: string, deps: Deps, early: EarlyContent): Route[] {
  const newSize: LimitOf = async (_location, given) => sizeOf(given);
  const sizeNow: LimitOf = (location, _given, { signal }) =>
    expectFittingVolume(deps, location, { facts: factsOf({ size: 0 }), signal }, signal);
  const route = (
    path: string,
    action: string,
    limitOf: LimitOf,
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
          anyName: isForAnyName(request.actor),
          expectAllowed: async (host, given) => {
            const named = { host, name: given?.name ?? null };
            const place = await findNamed(deps, request, 'volumes:write', named);
            if (!given) return null;
            const size = await limitOf(locateVolume(place, given.name), given, request);
            return given.compressed ? null : size * mebibyte;
          },
        });
        request.note(volumeAt(form.volume));
        await inPhrases(volumePhrases, form.volume.host, () => fill(form, request));
        return success('set block device');
      },
    });
  return [
    route('/create', 'createVolume', newSize, async (form, request) => {
      const size = sizeOf(form);
      await expectFitting(form);
      const { name } = form.volume;
      const place = await findNamed(deps, request, 'volumes:write', form.volume);
      await createVolume(deps, place, { name, size }, request.signal);
      if (form.data?.size) await upload(deps, locateVolume(place, name), form, request);
    }),
    route('/upload', 'uploadVolume', sizeNow, async (form, request) => {
      if (!form.data) throw malformed('One or more required fields are missing.');
      const location = await findNamedVolume(deps, request, 'volumes:write', form.volume);
      await upload(deps, location, form, request);
    }),
  ];
}

/** MiB of the volume that is to be filled. Throws where that can be refused already. */
type LimitOf = (
  location: VolumeLocation,
  given: GivenVolume,
  request: Pick<FillRequest, 'signal'>,
) => Promise<number>;

const sizeOf = ({ size }: Pick<GivenVolume, 'size'>) =>
  expectMembers(createVolumeBody.shape.size, size, sizeRule);

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
  { actor: { credential }, requestId, signal, confirm }: FillRequest,
): Promise<void> {
  const { data, compressed } = form;
  if (!data) return;
  if (!compressed) {
    form.releaseData();
    return await uploadSpooled(deps, location, data, { credential, requestId, signal, confirm });
  }
  await uploadVolume(deps, location, {
    ...{ facts: factsOf(data), credential, requestId, signal, confirm },
    content: () => data.open(),
  });
}

/** mollymawk takes the compressed form of nothing as a volume of zeros. */
const factsOf = ({ size }: { readonly size: number }): ContentFacts => ({
  ...{ length: size, encoding: 'deflate', digest: DigestCheck.of(null), empty: true },
});
