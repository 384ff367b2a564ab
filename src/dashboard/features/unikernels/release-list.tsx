import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { releasesQuery } from '../../api/releases.ts';
import type { Schema } from '../../api/schema.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { Digest } from './digest.tsx';
import { memberNames } from './member-names.ts';
import { originInWords } from './origin-link.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';

type Release = Schema['Release'];

/** What a unikernel was started with, and the way back to it. */
export function ReleaseList(place: UnikernelPlace) {
  const query = useQuery(releasesQuery(place));
  const [chosen, setChosen] = useState<number | null>(null);
  const releases = query.data?.data ?? [];
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <Section title="Releases" id="releases">
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={44} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text c="dimmed">No releases yet.</Text>
          ) : (
            <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
              {data.map((release) => (
                <Entry
                  key={release.number}
                  release={release}
                  isBack={isBack(release.number, data)}
                  onChoose={setChosen}
                  onCompare={data.length > 1 ? setCompared : null}
                />
              ))}
            </Stack>
          )
        }
      </QueryView>
      {compared !== null && (
        <CompareDialog
          place={place}
          releases={releases}
          release={compared}
          onClose={() => setCompared(null)}
        />
      )}
      <RollbackDialog
        place={place}
        release={chosen}
        isBack={chosen === null || isBack(chosen, releases)}
        onClose={() => setChosen(null)}
      />
    </Section>
  );
}

/** Whether a release is older than what runs: that may be an older one brought back. */
function isBack(number: number, releases: readonly Release[]): boolean {
  const current = releases.find((release) => release.current);
  return !current || number < (current.rollbackTo ?? current.number);
}

interface EntryProps {
  readonly release: Release;
  /** Whether it is older than what runs. */
  readonly isBack: boolean;
  onChoose(number: number): void;
  /** null: there is nothing to compare it with. */
  readonly onCompare: ((number: number) => void) | null;
}

function Entry({ release, isBack, onChoose, onCompare }: EntryProps) {
  const { number, current, createdAt, by, digest, imageKept } = release;
  return (
    <li>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Box miw={0} style={{ flex: '1 1 16rem' }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            Release {number}
            {current && ' (current)'}, <RelativeTime at={createdAt} /> by {by.account}
            {by.token !== null && `, with the token ${by.token}`}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {aboutOf(release)}
          </Text>
        </Box>
        <Group gap="sm">
          <Digest digest={digest} />
          {onCompare && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Compare release ${number}`}
              onClick={() => onCompare(number)}
            >
              Compare
            </Button>
          )}
          {!current && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={!imageKept}
              title={imageKept ? undefined : 'Its image was not kept.'}
              onClick={() => onChoose(number)}
            >
              {isBack ? 'Roll back' : 'Deploy again'}
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}

function aboutOf({ name, note, origin, rollbackTo, changes }: Release): string {
  const changed = changes.map((member) => memberNames[member] ?? member).join(', ');
  const parts = [
    name,
    note,
    origin && `from ${originInWords(origin)}`,
    rollbackTo === null ? null : `back to release ${rollbackTo}`,
    changed === '' ? null : `changed: ${changed}`,
  ];
  const about = parts.filter((part) => part !== null).join('; ') || 'the first one kept';
  return name === null && note === null ? about.charAt(0).toUpperCase() + about.slice(1) : about;
}
