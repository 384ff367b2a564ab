import type { Run } from '../new-command.ts';
import { newCommand } from '../new-command.ts';
import { createVolumeCommand } from './create.ts';
import { deleteVolumeCommand } from './delete.ts';
import { downloadCommand } from './download.ts';
import { listVolumesCommand } from './list.ts';
import { uploadCommand } from './upload.ts';

/** `volumes`: block devices, and what is in them. */
export const volumesCommand = (run: Run) =>
  newCommand('volumes', { summary: 'List, create, fill, read and delete volumes' })
    .alias('volume')
    .addCommand(listVolumesCommand(run))
    .addCommand(createVolumeCommand(run))
    .addCommand(uploadCommand(run))
    .addCommand(downloadCommand(run))
    .addCommand(deleteVolumeCommand(run));
