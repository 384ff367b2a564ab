import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { sourceBuildsQuery, sourceJobsQuery } from '../../api/sources.ts';
import { formatExact } from '../../format/times.ts';
import { ListingNote } from './listing-note.tsx';
import { settling } from './settling.ts';
import type { SourceFieldsProps } from './source-values.ts';
import { SuggestedInput } from './suggested-input.tsx';

/** A build of the builder that the server names: the latest, for a platform, or another one. */
export function BuilderFields({ form }: SourceFieldsProps) {
  const { job, build } = form.values;
  const [settled] = useDebouncedValue(job.trim(), settling);
  const jobs = useQuery(sourceJobsQuery);
  const builds = useQuery(sourceBuildsQuery(settled));
  const known = jobs.data?.data ?? [];
  const isTold = settled === job.trim() && !builds.isPlaceholderData;
  const listed = isTold ? (builds.data?.data ?? []) : [];
  const labels = new Map(listed.map((each) => [each.uuid, labelOf(each)]));
  const chosen = listed.find(({ uuid }) => uuid === build.trim().toLowerCase());
  const synopsis = known.find(({ name }) => name === job.trim())?.synopsis;
  return (
    <>
      <SuggestedInput
        label="Job"
        placeholder="dns-resolver"
        description={synopsis}
        suggestions={known.map(({ name }) => name)}
        required
        {...form.getInputProps('job')}
        onChange={(name) => form.setValues({ job: name, build: '' })}
      />
      <ListingNote error={jobs.error ?? builds.error} what="the name of a job" />
      <SuggestedInput
        label="Build"
        placeholder="The latest build"
        description={
          chosen ? labelOf(chosen) : 'The UUID of a build; the latest ones are suggested.'
        }
        suggestions={listed.map(({ uuid }) => uuid)}
        renderOption={({ option }) => labels.get(option.value) ?? option.value}
        {...form.getInputProps('build')}
      />
      {build.trim() === '' && (
        <SuggestedInput
          label="Platform"
          placeholder="Any"
          description="Uses the latest build for this platform."
          suggestions={listed.flatMap(({ platform }) => platform ?? [])}
          {...form.getInputProps('platform')}
        />
      )}
    </>
  );
}

function labelOf({ startedAt, platform, uuid }: Schema['SourceBuild']): string {
  const when = startedAt && formatExact(Date.parse(startedAt));
  return [when, platform, uuid.slice(0, 8)].filter(Boolean).join(', ');
}
