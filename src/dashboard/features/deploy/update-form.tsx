import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { updateUnikernel } from '../../api/deploy.ts';
import type { Schema } from '../../api/schema.ts';
import { volumesQuery } from '../../api/volumes.ts';
import { ArgumentsField } from '../../components/arguments-field.tsx';
import { SignatureField } from '../../components/signature-field.tsx';
import { configErrors } from './config-errors.ts';
import { chooseDevices } from './device-choices.ts';
import { DeviceFields } from './device-fields.tsx';
import { ForceField } from './force-field.tsx';
import { FormWithCommands } from './form-with-commands.tsx';
import { ImageField } from './image-field.tsx';
import { MemoryField } from './memory-field.tsx';
import { SendImage } from './send-image.tsx';
import { newDevices, type UpdateValues, updateConfigOf, valuesOf } from './update-config.ts';
import { useDeployment } from './use-deployment.ts';
import { useImage } from './use-image.ts';
import { volumesOn } from './volumes-on.ts';

interface UpdateFormProps {
  readonly current: Schema['UnikernelDetails'];
  /** Those that the policy allows. */
  readonly bridges: readonly string[];
}

/** The new image, and what changes with it; the same as commands beside it. */
export function UpdateForm({ current, bridges }: UpdateFormProps) {
  const { host, name } = current;
  const chosen = useImage();
  const volumes = useQuery(volumesQuery);
  const form = useForm<UpdateValues>({ initialValues: valuesOf(current) });
  const { values } = form;
  const [force, setForce] = useState(false);
  const devices = chosen.image?.devices ?? [];
  const hostVolumes = volumesOn(volumes.data, host);
  const choices = chooseDevices({
    devices: newDevices(devices, current),
    volumes: hostVolumes ?? [],
    bridges,
    chosenVolumes: values.volumes,
    chosenBridges: values.bridges,
  });
  const edit = { before: form.getInitialValues(), after: values };
  const config = {
    ...updateConfigOf(edit, choices, current, devices),
    ...(force && { force }),
  };
  const deployment = useDeployment({
    send: (upload) => updateUnikernel({ host, name }, config, upload),
    onError: (error) => form.setErrors(configErrors(error)),
  });
  const said = { host, name, config, fileName: chosen.file?.name ?? 'IMAGE', isUpdate: true };
  return (
    <FormWithCommands said={said}>
      <form onSubmit={form.onSubmit(() => deployment.start(chosen))}>
        <Stack gap="md">
          <ImageField
            chosen={chosen}
            disabled={deployment.isPending}
            onFile={(file) => {
              setForce(false);
              void chosen.choose(file);
            }}
          />
          <SignatureField
            file={chosen.signature}
            error={form.errors.signature}
            disabled={deployment.isPending}
            onFile={chosen.sign}
          />
          <MemoryField {...form.getInputProps('memory')} />
          <ArgumentsField {...form.getInputProps('arguments')} />
          <DeviceFields
            choices={choices}
            volumes={hostVolumes}
            bridges={bridges}
            errors={form.errors}
            onVolumes={(changed) => form.setValues({ volumes: { ...values.volumes, ...changed } })}
            onBridges={(changed) => form.setValues({ bridges: { ...values.bridges, ...changed } })}
          />
          <ForceField error={deployment.error} checked={force} onChange={setForce} />
          <SendImage
            chosen={chosen}
            deployment={deployment}
            act="Update"
            next="replaces the old one"
          />
        </Stack>
      </form>
    </FormWithCommands>
  );
}
