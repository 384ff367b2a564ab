import { S3StandIn } from '../../../test/storage/support/s3-stand-in.ts';
import { tellParent } from './tell-parent.ts';

/** What answers as S3 does, and holds all that it is given in memory. */
const store = await S3StandIn.open();
tellParent(store.address);
