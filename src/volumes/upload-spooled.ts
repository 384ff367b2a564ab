import type { SpooledFile } from '../storage/spool.ts';
import { DigestCheck } from './content-digest.ts';
import type { Deps } from './deps.ts';
import type { ContentFacts } from './incoming-content.ts';
import type { VolumeLocation } from './location.ts';
import { expectFittingVolume, newRecord, type UploadRequest } from './upload.ts';
import { holdVolume } from './volume-locks.ts';

/** Fills a volume with what is in the spool already. The file is taken over, whatever happens. */
export async function uploadSpooled(
  deps: Pick<Deps, 'locks' | 'pending' | 'protection' | 'clock'>,
  location: VolumeLocation,
  file: SpooledFile,
  request: Omit<UploadRequest, 'facts' | 'content'>,
): Promise<void> {
  const { locks, pending } = deps;
  await using holding = new AsyncDisposableStack();
  let volumeSize: number;
  let lost: AbortSignal;
  try {
    ({ lost } = holding.use(await holdVolume(locks, location.key)));
    const facts = plainFacts(file.size);
    volumeSize = await expectFittingVolume(deps, location, { ...request, facts }, lost);
    await request.confirm();
  } catch (error) {
    await file.discard();
    throw error;
  }
  const record = newRecord(deps, location, request, { sha256: null, volumeSize });
  await pending.deliver(record, file, { lost, confirm: () => request.confirm() });
}

/** What would be said of content that comes as it is, with nothing to hold it against. */
const plainFacts = (length: number): ContentFacts => ({
  length,
  encoding: 'identity',
  digest: DigestCheck.of(null),
  empty: length === 0,
});
