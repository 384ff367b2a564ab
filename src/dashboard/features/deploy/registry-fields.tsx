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
  const { data, error, isPlaceholderData } = useQuery(sourceTagsQuery(settled));
  const told = settled === repository && !isPlaceholderData ? data : undefined;
  const tags = told?.data ?? [];
  const registry = registryOf(repository);
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
      <CredentialInUse {...registry} shown={told} />
    </>
  );
}

/** A reference without its tag and digest. */
const repositoryOf = (reference: string) =>
  reference
    .trim()
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');

const dockerHub = { service: 'docker-hub', name: 'Docker Hub' };

/** The service whose credential is shown to the registry of a reference. */
function registryOf(reference: string) {
  const [first = '', ...rest] = reference.toLowerCase().split('/');
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (!isRegistry || first === 'docker.io' || first === 'index.docker.io') return dockerHub;
  return { service: first, name: first };
}
