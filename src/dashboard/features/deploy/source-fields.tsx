import { Select } from '@mantine/core';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { BuilderFields } from './builder-fields.tsx';
import { GitHubFields } from './github-fields.tsx';
import { RegistryFields } from './registry-fields.tsx';
import { ReleaseFields } from './release-fields.tsx';
import type { SourceFieldsProps, SourceKind } from './source-values.ts';

const kinds: readonly { readonly value: SourceKind; readonly label: string }[] = [
  { value: 'github', label: 'GitHub release' },
  { value: 'oci', label: 'Container registry' },
  { value: 'builder', label: 'This server’s builder' },
  { value: 'https', label: 'File on the web' },
  { value: 'release', label: 'Earlier release' },
];

/** Where the image comes from, and what that is called there. */
export function SourceFields({ form }: SourceFieldsProps) {
  return (
    <>
      <Select label="Source" data={kinds} allowDeselect={false} {...form.getInputProps('kind')} />
      <KindFields form={form} />
    </>
  );
}

function KindFields({ form }: SourceFieldsProps) {
  switch (form.values.kind) {
    case 'github':
      return <GitHubFields form={form} />;
    case 'oci':
      return <RegistryFields form={form} />;
    case 'builder':
      return <BuilderFields form={form} />;
    case 'https':
      return (
        <>
          <VerbatimInput
            label="Address"
            placeholder="https://example.org/website.hvt"
            description="Shown with the release, without its query string."
            required
            {...form.getInputProps('url')}
          />
          <VerbatimInput label="SHA-256" required {...form.getInputProps('sha256')} />
        </>
      );
    case 'release':
      return <ReleaseFields form={form} />;
  }
}
