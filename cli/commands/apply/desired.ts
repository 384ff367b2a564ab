import type { Api } from '../../api/client.ts';
import type { Project, ProjectUnikernel } from '../../files/project-schema.ts';
import type { ProjectFile } from '../../files/read-project.ts';
import type { Deploy } from '../deploy/options.ts';
import type { Signed } from '../deploy/signature.ts';
import { onlyHost } from '../only-host.ts';
import type { Place } from '../unikernels/place.ts';

/** What is kept beside a unikernel; undefined: as it is. */
export type Settings = Pick<ProjectUnikernel, 'labels' | 'deletionProtection' | 'keepRunning'>;

/** A unikernel as a file wants it. */
export interface DesiredUnikernel extends Signed {
  readonly place: Place;
  /** What is deployed; its whole configuration, so that what the file leaves out is the default. */
  readonly wanted: Deploy;
  readonly settings: Settings;
  /** Where in the file it is. */
  readonly at: string;
}

/** A volume as a file wants it. */
export interface DesiredVolume {
  readonly place: Place;
  /** MiB. */
  readonly size: number;
  readonly at: string;
}

/** All that a file wants. */
export interface Desired {
  readonly unikernels: readonly DesiredUnikernel[];
  readonly volumes: readonly DesiredVolume[];
}

/** What a file wants, with the host that is meant where it names none. */
export async function desiredOf(api: Api, file: ProjectFile): Promise<Desired> {
  const { project } = file;
  const fallback = await fallbackHost(api, project);
  const placed = (name: string, host: string | undefined): Place => ({
    host: host ?? fallback,
    name,
  });
  return {
    volumes: Object.entries(project.volumes).map(([name, { host, size }]) => ({
      ...{ place: placed(name, host), size, at: file.at(['volumes', name]) },
    })),
    unikernels: Object.entries(project.unikernels).map(([name, unikernel]) => ({
      place: placed(name, unikernel.host),
      wanted: wantedOf(unikernel),
      image: pathIn(file, unikernel.image),
      signature: pathIn(file, unikernel.signature),
      settings: settingsOf(unikernel),
      at: file.at(['unikernels', name]),
    })),
  };
}

const pathIn = (file: ProjectFile, path: string | undefined) =>
  path === undefined ? null : file.resolve(path);

/** The host of what names none; where all name one it is not asked for. */
async function fallbackHost(api: Api, { host, volumes, unikernels }: Project): Promise<string> {
  if (host !== undefined) return host;
  const homeless = [...Object.entries(volumes), ...Object.entries(unikernels)].find(
    ([, each]) => each.host === undefined,
  );
  return homeless ? await onlyHost(api, homeless[0]) : '';
}

/** Each configuration whole: what the file leaves out is the default, not what it was. */
function wantedOf(unikernel: ProjectUnikernel): Deploy {
  const { source, checks, settle, deadline, onFailure } = unikernel;
  const { memory, cpuids, networkDevices, blockDevices, failBehaviour, startup, addName } =
    unikernel;
  return {
    ...{ source, checks, settle, deadline, onFailure, replaceConfig: true },
    config: {
      ...{ memory, cpuids, arguments: unikernel.arguments, networkDevices, blockDevices },
      ...{ failBehaviour, startup, addName },
    },
  };
}

function settingsOf({ labels, deletionProtection, keepRunning }: ProjectUnikernel): Settings {
  return { labels, deletionProtection, keepRunning };
}
