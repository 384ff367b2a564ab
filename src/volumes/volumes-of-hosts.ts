import type { HostBelongings } from '../database/host-belongings.ts';
import { Upload, VolumeSettings } from './entity.ts';

/** What is kept here of the volumes on a host. */
export const volumesOfHosts: HostBelongings = {
  async count(em, host) {
    const [volumes, uploads] = [
      await em.count(VolumeSettings, { host }),
      await em.count(Upload, { host }),
    ];
    return { volumes, uploads };
  },
  async isBusy(em, host) {
    return (await em.count(Upload, { host })) > 0;
  },
  async rename(em, from, to) {
    await em.nativeUpdate(VolumeSettings, { host: from }, { host: to });
  },
  /** Whoever sends an upload looks whether it is still recorded, and gives it up. */
  async end(em, host) {
    await em.nativeDelete(VolumeSettings, { host });
    await em.nativeDelete(Upload, { host });
  },
};
