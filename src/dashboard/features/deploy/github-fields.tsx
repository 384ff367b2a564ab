import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { sourceReleasesQuery } from '../../api/sources.ts';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { CredentialInUse } from './credential-in-use.tsx';
import { ListingNote } from './listing-note.tsx';
import { settling } from './settling.ts';
import type { SourceFieldsProps } from './source-values.ts';
import { SuggestedInput } from './suggested-input.tsx';

/** An asset of a release on GitHub, out of those that the repository has. */
export function GitHubFields({ form }: SourceFieldsProps) {
  const { repository, tag } = form.values;
  const [settled] = useDebouncedValue(repository.trim(), settling);
  const { data, error } = useQuery(sourceReleasesQuery(settled));
  const releases = data?.data ?? [];
  const latest = releases.find(({ isPrerelease }) => !isPrerelease);
  const chosen = tag.trim() ? releases.find((each) => each.tag === tag.trim()) : latest;
  return (
    <>
      <VerbatimInput
        label="Repository"
        placeholder="octo/website"
        required
        {...form.getInputProps('repository')}
      />
      <ListingNote error={error} what="a tag and an asset" />
      <SuggestedInput
        label="Tag"
        description={latest ? `By default the latest release, now ${latest.tag}.` : byDefault}
        suggestions={releases.map((each) => each.tag)}
        {...form.getInputProps('tag')}
      />
      <SuggestedInput
        label="Asset"
        placeholder="website.hvt"
        description="* matches any characters, as in website-*.hvt"
        suggestions={chosen?.assets.map(({ name }) => name) ?? []}
        required
        {...form.getInputProps('asset')}
      />
      <CredentialInUse service="github" name="GitHub" shown={data} />
    </>
  );
}

const byDefault = 'Default: the latest release.';
