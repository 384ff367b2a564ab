import { NumberInput, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { fieldErrors } from '../../api/field-errors.ts';
import { hostsQuery } from '../../api/hosts.ts';
import { createVolume, volumesQuery } from '../../api/volumes.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { freshVolume } from './fresh-volume.ts';
import { storageLeft, type VolumeValues, volumeFaults } from './volume-values.ts';

/** Makes a volume, and leads to its page, where it can be filled. */
export function NewVolume({ onClose }: { onClose(): void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { data: hosts } = useQuery(hostsQuery);
  const usable = hosts?.data.filter(({ policy }) => policy !== null) ?? [];
  const form = useForm<VolumeValues>({
    initialValues: { host: null, name: '', size: 64 },
    validate: (values) => volumeFaults(values, leftOn(values.host)),
  });
  const { setErrors, setFieldValue } = form;
  const { host } = form.values;
  const leftOn = (name: string | null) => storageLeft(usable.find((each) => each.name === name));
  const left = leftOn(host);
  const making = useMutation({
    meta: { done: 'Volume created' },
    mutationFn: ({ host, name, size }: VolumeValues) =>
      createVolume(host ?? '', { name: name.trim(), size: Number(size) }),
    onSuccess: async (volume) => {
      await client.invalidateQueries({ queryKey: volumesQuery.queryKey });
      navigate(paths.volume(volume.host, volume.name), { state: freshVolume });
    },
  });
  useEffect(() => setErrors(fieldErrors(making.error)), [making.error, setErrors]);
  const only = usable.length === 1 ? usable[0]?.name : undefined;
  useEffect(() => {
    if (only) setFieldValue('host', only);
  }, [only, setFieldValue]);
  return (
    <Dialog onClose={onClose} title="New volume" closeOnClickOutside={false}>
      <form onSubmit={form.onSubmit((values) => making.mutate(values))} noValidate>
        <Stack>
          <VerbatimInput
            label="Name"
            description="If it has the name of the block device it is for, it is selected automatically."
            maxLength={63}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Select
            label="Host"
            placeholder={usable.length === 0 ? 'None available' : 'Choose one'}
            description={
              hosts && usable.length === 0
                ? 'You need a policy on a host, which an administrator sets.'
                : undefined
            }
            data={usable.map(({ name }) => name)}
            allowDeselect={false}
            {...form.getInputProps('host')}
          />
          <NumberInput
            label="Size in MiB"
            description={left === null ? 'The size cannot be changed later.' : leftInWords(left)}
            min={1}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
            {...form.getInputProps('size')}
          />
          <ErrorAlert error={making.error} />
          <DialogActions act="Create volume" pending={making.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

const leftInWords = (left: number) =>
  left === 0
    ? 'Your policy has no storage left here.'
    : `Your policy has ${formatMebibytes(left)} left here. The size cannot be changed later.`;
