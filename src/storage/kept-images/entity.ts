import { defineEntity, p } from '@mikro-orm/core';
import type { Solo5Image } from '../../solo5/image.ts';

/** An image that is kept, by its digest; its content is where the server keeps images. */
const KeptImageSchema = defineEntity({
  name: 'KeptImage',
  tableName: 'kept_images',
  properties: {
    /** SHA-256, lower-case hex. */
    digest: p.string().primary(),
    /** Octets. */
    size: p.integer(),
    /** What it says of itself. */
    solo5: p.json().$type<Solo5Image>(),
    /** When it was kept, or was to be kept once more. */
    keptAt: p.datetime(),
  },
});

export class KeptImage extends KeptImageSchema.class {}
KeptImageSchema.setClass(KeptImage);

/** A piece of an image's content, where that is in the database. */
const ImageChunkSchema = defineEntity({
  name: 'ImageChunk',
  tableName: 'image_chunks',
  properties: {
    digest: p.string().primary(),
    /** Counts from 0. */
    number: p.integer().primary(),
    octets: p.blob(),
  },
});

export class ImageChunk extends ImageChunkSchema.class {}
ImageChunkSchema.setClass(ImageChunk);
