import { Signal } from '../signal.ts';
import type { Channel } from '../types.ts';

/** What is drawn over the image. Kept from slice to slice. */
export interface Layers {
  readonly outlines: boolean;
  readonly fill: boolean;
  /** 0 … 1 */
  readonly fillOpacity: number;
  readonly damage: boolean;
  readonly probability: boolean;
  /** Shows the prediction instead of the corrected map. */
  readonly before: boolean;
  readonly sideBySide: boolean;
}

export const layers = new Signal<Layers>({ outlines: true, fill: true, fillOpacity: 0.25, damage: true, probability: false, before: false, sideBySide: false });

export function setLayers(change: Partial<Layers>): void {
  layers.value = { ...layers.value, ...change };
}

/** How a channel of the image is shown. */
export interface ChannelView {
  readonly channel: Channel;
  readonly isVisible: boolean;
  readonly color: string;
  readonly low: number;
  readonly high: number;
  readonly gamma: number;
}

const TINTS = ['#ffffff', '#ff5050', '#40ff60', '#5090ff', '#ff60ff', '#ffd040', '#40e8e8'];
const OF_NAMES: Record<string, string> = { red: '#ff0000', green: '#00ff00', blue: '#0000ff' };

/** The channels as they are shown at first: all of a colour image, otherwise the first alone, in grey. Settings of the last slice stay where the names are the same. */
export function channelViews(channels: readonly Channel[], last: readonly ChannelView[]): ChannelView[] {
  const isColor = channels.length === 3 && channels.every((channel) => channel.name.toLowerCase() in OF_NAMES);
  return channels.map((channel, i) => {
    const known = last.length === channels.length ? last[i] : undefined;
    return known?.channel.name === channel.name
      ? { ...known, channel, low: channel.low, high: channel.high }
      : { channel, isVisible: isColor || i === 0, color: isColor ? OF_NAMES[channel.name.toLowerCase()]! : TINTS[i % TINTS.length]!, low: channel.low, high: channel.high, gamma: 1 };
  });
}

export function levelsOf(view: ChannelView): string {
  return `low=${view.low}&high=${view.high}&gamma=${view.gamma}`;
}
