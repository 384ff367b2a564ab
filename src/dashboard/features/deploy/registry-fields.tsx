import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { sourceTagsQuery } from '../../api/sources.ts';
import { CredentialInUse } from './credential-in-use.tsx';
import { ListingNote } from './listing-note.tsx';
import { settling } from './settling.ts';
import type { SourceFieldsProps } from './source-values.ts';
import { SuggestedInput } from './suggested-input.tsx';

/** An artifact in a registry, by one of the tags that its repository has. */
export function RegistryFields({ form }: SourceFieldsProps) {
  const repository = repositoryOf(form.values.reference);
  const [settled] = useDebouncedValue(repository, settling);
  const { data, error } = useQuery(sourceTagsQuery(settled));
  const tags = settled === repository ? (data?.data ?? []) : [];
  return (
    <>
      <SuggestedInput
        label="Reference"
        placeholder="registry.example.org/website:v1"
        description="Docker Hub unless a registry is given."
        suggestions={tags.map((tag) => `${repository}:${tag}`)}
        required
        {...form.getInputProps('reference')}
      />
      <ListingNote error={error} what="a tag" />
      <CredentialInUse service="docker-hub" name="Docker Hub" shown={data} />
    </>
  );
}

/** A reference without its tag and digest. */
const repositoryOf = (reference: string) =>
  reference
    .trim()
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');
