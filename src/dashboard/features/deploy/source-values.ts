import type { UseFormReturnType } from '@mantine/form';
import type { DeploySource } from '../../api/updates.ts';

/** Where an image may come from. */
export type SourceKind = DeploySource['kind'];

/** What somebody has filled into the form for an image that the server fetches. */
export interface SourceValues {
  readonly kind: SourceKind;
  readonly repository: string;
  readonly asset: string;
  readonly tag: string;
  readonly reference: string;
  readonly job: string;
  readonly build: string;
  /** Of the latest build. */
  readonly platform: string;
  readonly url: string;
  readonly sha256: string;
  /** `HOST/NAME` of the unikernel whose release it is. */
  readonly from: string | null;
  /** Its number. */
  readonly release: string | null;
}

/** The same, where it is to run, and with what. */
export interface SourceFormValues extends SourceValues {
  readonly host: string;
  readonly name: string;
  /** MiB; nothing: as it was, or as by default. */
  readonly memory: number | string;
  /** One a line; nothing: as they were. */
  readonly arguments: string;
}

/** Of fields for it. */
export interface SourceFieldsProps {
  readonly form: UseFormReturnType<SourceFormValues>;
}

export const initialSource: SourceValues = {
  kind: 'github',
  ...{ repository: '', asset: '', tag: '', reference: '', job: '', build: '', platform: '' },
  ...{ url: '', sha256: '' },
  ...{ from: null, release: null },
};

/** The source that a form says. */
export function sourceOf(values: SourceValues): DeploySource {
  const { kind } = values;
  const text = (name: Exclude<keyof SourceValues, 'kind' | 'from' | 'release'>) =>
    values[name].trim();
  switch (kind) {
    case 'github': {
      const tag = text('tag');
      return { kind, repository: text('repository'), asset: text('asset'), ...(tag && { tag }) };
    }
    case 'oci':
      return { kind, reference: text('reference') };
    case 'builder': {
      const build = text('build');
      const platform = text('platform');
      const which = build ? { build } : { ...(platform && { platform }) };
      return { kind, job: text('job'), ...which };
    }
    case 'https':
      return { kind, url: text('url'), sha256: text('sha256') };
    case 'release': {
      const [host = '', unikernel = ''] = (values.from ?? '').split('/');
      return { kind, host, unikernel, release: Number(values.release) };
    }
  }
}

/** What a refusal says about the source, by the fields of the form. */
export function sourceErrors(errors: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^source\./, ''), message]),
  );
}
