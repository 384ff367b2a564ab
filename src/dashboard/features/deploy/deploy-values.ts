/** What somebody has filled into the form for a deployment. */
export interface DeployValues {
  readonly host: string;
  readonly name: string;
  /** MiB; a text while it is being typed. */
  readonly memory: number | string;
  /** One a line. */
  readonly arguments: string;
  /** By the device's name; one that is missing is what it can only be. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly bridges: Readonly<Record<string, string>>;
  readonly sectorSizes: Readonly<Record<string, string>>;
  readonly macs: Readonly<Record<string, string>>;
  readonly cpuids: string[];
  /** null: it does what is not known here, until somebody chooses. */
  readonly onExit: OnExit | null;
  /** `2, 3` */
  readonly exitCodes: string;
  readonly startup: number | string;
  readonly addName: boolean;
  /** Each `key=value`. */
  readonly labels: string[];
  readonly force: boolean;
}

/** What the host does when the unikernel exits. */
export type OnExit = 'restart' | 'codes' | 'quit';

export const initialValues: DeployValues = {
  host: '',
  name: '',
  memory: 32,
  arguments: '',
  volumes: {},
  bridges: {},
  sectorSizes: {},
  macs: {},
  cpuids: [],
  onExit: 'restart',
  exitCodes: '',
  startup: '',
  addName: true,
  labels: [],
  force: false,
};

/** A name for a unikernel, out of its image's: `Hello_World.hvt` is `hello-world`. */
export function nameOfImage(fileName: string): string {
  return fileName
    .replace(/\.(hvt|spt|solo5|elf|bin)$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 63);
}
