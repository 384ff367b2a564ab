import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { changesOf } from '../../api/changes.ts';
import type { Schema } from '../../api/schema.ts';
import { restartUnikernel } from '../../api/unikernel.ts';
import { volumesQuery } from '../../api/volumes.ts';
import { ArgumentsField } from '../../components/arguments-field.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { configErrors } from './config-errors.ts';
import { choicesOf, configurationOf, valuesOfUnikernel } from './configuration-values.ts';
import type { DeployValues } from './deploy-values.ts';
import { DeviceFields } from './device-fields.tsx';
import { MemoryField } from './memory-field.tsx';
import { StartFields } from './start-fields.tsx';
import { volumesOn } from './volumes-on.ts';

interface ConfigurationFormProps {
  readonly unikernel: Schema['UnikernelDetails'];
  /** null: there is none. */
  readonly policy: Schema['Policy'] | null;
}

/** What a unikernel is started with, but for its image; a change restarts it. */
export function ConfigurationForm({ unikernel, policy }: ConfigurationFormProps) {
  const { host, name } = unikernel;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const form = useForm<DeployValues>({ initialValues: valuesOfUnikernel(unikernel) });
  const { values } = form;
  const choices = choicesOf(unikernel, values);
  const before = form.getInitialValues();
  const changes = changesOf({
    before: configurationOf(before, choicesOf(unikernel, before)),
    after: configurationOf(values, choices),
  });
  const isChanged = Object.keys(changes).length > 0;
  const restarting = useMutation({
    mutationFn: () => restartUnikernel({ host, name }, changes),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['unikernels'] });
      navigate(paths.unikernel(host, name));
    },
    onError: (error) => form.setErrors(configErrors(error)),
  });
  const volumes = useVolumesFor(unikernel);
  return (
    <form onSubmit={form.onSubmit(() => restarting.mutate())} noValidate>
      <Stack gap="md" maw={640}>
        <MemoryField {...form.getInputProps('memory')} />
        <ArgumentsField {...form.getInputProps('arguments')} />
        <DeviceFields
          choices={choices}
          volumes={volumes}
          bridges={policy?.bridges ?? []}
          errors={form.errors}
          onVolumes={(changed) => form.setValues({ volumes: { ...values.volumes, ...changed } })}
          onBridges={(changed) => form.setValues({ bridges: { ...values.bridges, ...changed } })}
        />
        <StartFields form={form} choices={choices} cpuids={policy?.cpuids ?? []} />
        <ErrorAlert error={restarting.error} />
        <Text size="sm" c="dimmed">
          {isChanged
            ? 'Restarts the unikernel with the same image and these settings.'
            : 'Nothing changed yet.'}
        </Text>
        <Group>
          <Button type="submit" disabled={!isChanged} loading={restarting.isPending}>
            Save and restart
          </Button>
          <Button component={Link} href={paths.unikernel(host, name)} variant="default">
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The volumes on its host, of which those that it holds itself can be chosen. */
function useVolumesFor({ host, blockDevices }: Schema['UnikernelDetails']) {
  const { data } = useQuery(volumesQuery);
  const isHeld = (name: string) => blockDevices.some(({ volume }) => volume === name);
  const free = (volume: Schema['Volume']) =>
    isHeld(volume.name) ? { ...volume, inUse: false } : volume;
  return volumesOn(data, host)?.map(free) ?? null;
}
