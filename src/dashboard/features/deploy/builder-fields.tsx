import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { sourceBuildsQuery, sourceJobsQuery } from '../../api/sources.ts';
import { formatExact } from '../../format/times.ts';
import { ListingNote } from './listing-note.tsx';
import { settling } from './settling.ts';
import type { SourceFieldsProps } from './source-values.ts';
import { SuggestedInput } from './suggested-input.tsx';

/** A build of the builder that the server names, out of those of a job that it has. */
export function BuilderFields({ form }: SourceFieldsProps) {
  const { job } = form.values;
  const [settled] = useDebouncedValue(job.trim(), settling);
  const jobs = useQuery(sourceJobsQuery);
  const builds = useQuery(sourceBuildsQuery(settled));
  const known = jobs.data?.data ?? [];
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
      <Select
        label="Build"
        placeholder="The latest build"
        data={(builds.data?.data ?? []).map((each) => ({
          value: each.uuid,
          label: labelOf(each),
        }))}
        clearable
        {...form.getInputProps('build')}
        value={form.values.build || null}
        onChange={(build) => form.setValues({ build: build ?? '' })}
      />
    </>
  );
}

function labelOf({ startedAt, platform, uuid }: Schema['SourceBuild']): string {
  const when = startedAt && formatExact(Date.parse(startedAt));
  return [when, platform, uuid.slice(0, 8)].filter(Boolean).join(', ');
}
