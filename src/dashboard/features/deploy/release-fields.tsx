import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { releasesQuery } from '../../api/releases.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import type { SourceFieldsProps } from './source-values.ts';

/** Which release of which unikernel, out of those that are kept. */
export function ReleaseFields({ form }: SourceFieldsProps) {
  const { from, release } = form.values;
  const [host = '', name = ''] = (from ?? '').split('/');
  const unikernels = useQuery(unikernelsQuery);
  const releases = useQuery({ ...releasesQuery({ host, name }), enabled: name !== '' });
  const own = (unikernels.data?.data ?? []).filter(({ foreign }) => !foreign);
  const kept = (releases.data?.data ?? []).filter(({ imageKept }) => imageKept);
  return (
    <>
      <Select
        label="Unikernel"
        placeholder="Choose one"
        data={own.map((each) => ({
          value: `${each.host}/${each.name}`,
          label: `${each.name} on ${each.host}`,
        }))}
        allowDeselect={false}
        required
        value={from}
        onChange={(chosen) => form.setValues({ from: chosen, release: null })}
      />
      <Select
        label="Release"
        placeholder={from === null ? 'Choose a unikernel first' : 'Choose one'}
        disabled={from === null}
        data={kept.map(({ number, name: called, current }) => ({
          value: `${number}`,
          label: [`${number}`, called, current ? 'current' : null].filter(Boolean).join(', '),
        }))}
        allowDeselect={false}
        required
        value={release}
        onChange={(chosen) => form.setValues({ release: chosen })}
      />
    </>
  );
}
