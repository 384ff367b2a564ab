import type { RouteRequest } from '../http/handler.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Spool, SpooledFile } from '../storage/spool.ts';
import { DigestCheck } from '../volumes/content-digest.ts';
import { exceeds } from '../volumes/incoming-content.ts';
import { mebibyte } from '../volumes/location.ts';
import { createVolumeBody } from '../volumes/schema.ts';
import type { VolumeService } from '../volumes/service.ts';
import { volumeAt } from './audit-objects.ts';
import { success } from './envelope.ts';
import { type HostPhrases, inPhrases } from './host-phrases.ts';
import { expectMembers } from './json-body.ts';
import { malformed } from './refusal.ts';
import { defineMollymawkRoute } from './route.ts';
import { readVolumeForm, type VolumeForm } from './volume-form.ts';

export interface FillVolumeParts {
  readonly volumes: VolumeService;
  readonly spool: Spool;
}

type FillRequest = RouteRequest<unknown, unknown, unknown, Actor>;

const phrases: HostPhrases = {
  unknown: (host) => `Couldn't find albatross instance with name ${host}`,
  unreached: 'an error with albatross. got',
  refused: 'unexpected field. got',
  refusedStatus: 400,
};

/** `create` and `upload` below `prefix`, which both take a form with the content. */
export function fillVolumeRoutes(prefix: string, { volumes, spool }: FillVolumeParts): Route[] {
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
        await using form = await readVolumeForm(request, spool);
        request.note(volumeAt(form.place));
        await inPhrases(phrases, form.place.host, () => fill(form, request));
        return success('set block device');
      },
    });
  return [
    route('/create', 'createVolume', async (form, request) => {
      const size = expectMembers(createVolumeBody.shape.size, form.size, sizeRule);
      expectFitting(form);
      await volumes.create(request.actor, form.place, size, request.signal);
      if (form.data?.size) await upload(volumes, form, form.data, request);
    }),
    route('/upload', 'uploadVolume', async (form, request) => {
      if (!form.data) throw malformed('One or more required fields are missing.');
      await upload(volumes, form, form.data, request);
    }),
  ];
}

const sizeRule = 'unexpected field. got a block_size that no volume can have';

/** What is too large is known before there is a volume. */
function expectFitting({ data, size, compressed }: VolumeForm): void {
  if (data && !compressed && data.size > size * mebibyte) throw exceeds(size * mebibyte);
}

/** Data that is plain goes to the host from where it lies; a zlib stream is inflated first. */
async function upload(
  volumes: VolumeService,
  form: VolumeForm,
  data: SpooledFile,
  { actor, requestId, signal }: FillRequest,
): Promise<void> {
  const { place, compressed } = form;
  if (!compressed) {
    form.releaseData();
    return await volumes.uploadSpooled(actor, place, data, { requestId, signal });
  }
  const facts = { length: data.size, encoding: 'deflate', digest: DigestCheck.of(null) } as const;
  const request = { facts, requestId, signal, content: () => data.open() };
  await volumes.upload(actor, place, request, { direct: false });
}
