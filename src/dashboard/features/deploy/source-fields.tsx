import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { CredentialInUse } from './credential-in-use.tsx';
import { ReleaseFields } from './release-fields.tsx';
import type { SourceFormValues, SourceKind } from './source-values.ts';

const kinds: readonly { readonly value: SourceKind; readonly label: string }[] = [
  { value: 'github', label: 'A release on GitHub' },
  { value: 'oci', label: 'A registry' },
  { value: 'builder', label: 'The builder of this server' },
  { value: 'https', label: 'A file on the web' },
  { value: 'release', label: 'A kept release' },
];

/** Where the image comes from, and what that is called there. */
export function SourceFields({ form }: { readonly form: UseFormReturnType<SourceFormValues> }) {
  return (
    <>
      <Select
        label="The image comes from"
        data={kinds}
        allowDeselect={false}
        {...form.getInputProps('kind')}
      />
      <KindFields form={form} />
    </>
  );
}

function KindFields({ form }: { readonly form: UseFormReturnType<SourceFormValues> }) {
  switch (form.values.kind) {
    case 'github':
      return (
        <>
          <VerbatimInput
            label="Repository"
            placeholder="octo/website"
            required
            {...form.getInputProps('repository')}
          />
          <VerbatimInput
            label="Asset"
            placeholder="website.hvt"
            description="* matches any characters, as in website-*.hvt"
            required
            {...form.getInputProps('asset')}
          />
          <VerbatimInput
            label="Tag"
            description="By default the latest release."
            {...form.getInputProps('tag')}
          />
          <CredentialInUse service="github" name="GitHub" />
        </>
      );
    case 'oci':
      return (
        <>
          <VerbatimInput
            label="Reference"
            placeholder="registry.example.org/website:v1"
            description="Without a registry, Docker Hub is used."
            required
            {...form.getInputProps('reference')}
          />
          <CredentialInUse service="docker-hub" name="Docker Hub" />
        </>
      );
    case 'builder':
      return (
        <>
          <VerbatimInput
            label="Job"
            placeholder="dns-resolver"
            required
            {...form.getInputProps('job')}
          />
          <VerbatimInput
            label="Build"
            description="Its UUID; by default the latest build."
            {...form.getInputProps('build')}
          />
        </>
      );
    case 'https':
      return (
        <>
          <VerbatimInput
            label="Address"
            placeholder="https://example.org/website.hvt"
            description="It is shown with the release, without its query."
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
