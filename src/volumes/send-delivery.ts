import type { Host } from '../albatross/host/host.ts';
import type { HostDirectory } from '../host-client/host-directory.ts';
import type { DomainDirectory } from '../places/domain-directory.ts';
import type { Delivery } from './delivery.ts';
import { expectFreeVolume, locateVolume, type VolumeLocation } from './location.ts';
import { restoreVolume } from './restore-volume.ts';
import type { UploadRecords } from './upload-records.ts';
import type { VolumeKey } from './volume-locks.ts';

/** Where volumes are found that nobody asks for now. */
export interface SendDeps {
  readonly hosts: HostDirectory;
  readonly policies: DomainDirectory;
  readonly records: Pick<UploadRecords, 'touch' | 'isWanted'>;
}

/**
 * Tries once to bring content into its volume, which is held until `lost` aborts. Throws `host-unknown`,
 * `no-policy`, `volume-unknown`, `volume-in-use`, and as the delivery's `confirm` and the host do.
 */
export async function sendDelivery(
  deps: SendDeps,
  delivery: Delivery,
  lost: AbortSignal,
): Promise<void> {
  const { record, file } = delivery;
  const location = await locate(deps, record.key);
  // Of what had begun to be sent before this one nothing is here any more.
  const content = delivery.inherited ? null : file;
  const isWanted = () => deps.records.isWanted(record.id);
  const wanted = { size: record.volumeSize, content, isWanted };
  if (delivery.touched) await restoreVolume(location, wanted, lost);
  else await expectFreeVolume(location, lost);
  if (!file) return;
  const send = async (client: Host, signal: AbortSignal) => {
    if (!delivery.touched) {
      await delivery.confirm?.();
      await deps.records.touch(record.id);
      delivery.touched = true;
    }
    await client.setVolume(location.target, file.open(), { compressed: false, signal });
  };
  await location.host.change(send, { slot: 'transfer', lost });
}

async function locate({ hosts, policies }: SendDeps, key: VolumeKey): Promise<VolumeLocation> {
  const host = hosts.get(key.host);
  const domain = await policies.domainOn(host, key.domain);
  return locateVolume({ host: host.forDomain(key.domain), domain }, key.volume);
}
