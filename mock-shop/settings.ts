import { z } from "zod";
import type { Change, ChangeLog } from "./changes.ts";
import { ConfigError, parseWith } from "./process/problems.ts";
import { voucherBugs } from "./rules/voucher.ts";
import { voucherCapChecks } from "./voucher-configuration.ts";

/** A path below the provider's origin: no query, no dots, nothing that leaves the origin. */
const endpointPathSchema = z.string().regex(/^(\/[a-z0-9_-]{1,40}){1,4}$/, "expected a path like /v1");

/** Every part of the configuration that can change while the shop runs. */
export const settingSchemas = {
  "payment.endpointPath": endpointPathSchema,
  "storefront.statusMessage": z.string().max(300),
  "storefront.orderingPaused": z.boolean(),
  "voucher.bug": z.enum(voucherBugs),
  "voucher.capCheck": z.enum(voucherCapChecks),
  "voucher.isOff": z.boolean(),
} as const;

export type SettingKey = keyof typeof settingSchemas;
export type SettingValues = { [Key in SettingKey]: z.output<(typeof settingSchemas)[Key]> };

const standardSettings: SettingValues = {
  "payment.endpointPath": "/v1",
  "storefront.statusMessage": "",
  "storefront.orderingPaused": false,
  "voucher.bug": "none",
  "voucher.capCheck": "read-then-write",
  "voucher.isOff": false,
};

/** The running configuration. Each change of it is an entry of the change log. */
export class Settings {
  readonly #values: SettingValues;
  readonly #changes: ChangeLog;

  constructor(changes: ChangeLog, start: Partial<SettingValues> = {}) {
    this.#values = { ...standardSettings, ...start };
    this.#changes = changes;
  }

  get<Key extends SettingKey>(key: Key): SettingValues[Key] {
    return this.#values[key];
  }

  /** Gives the entry of the change log. Throws a ConfigError when the value does not fit the key. */
  set(key: SettingKey, value: unknown, by: string): Change {
    this.#changes.requireRoom();
    return this.protect(key, value, by);
  }

  /** What the shop changes to protect itself, seldom: a full change log does not keep it from doing so. */
  protect(key: SettingKey, value: unknown, by: string): Change {
    const checked = parseSetting(key, value);
    Object.assign(this.#values, { [key]: checked });
    return this.#changes.append({ key, value: checked, share: 1, by, says: "changed" });
  }

  readAll(): Readonly<SettingValues> {
    return { ...this.#values };
  }
}

export function parseSetting<Key extends SettingKey>(key: Key, value: unknown): SettingValues[Key] {
  try {
    return parseWith(settingSchemas[key], value) as SettingValues[Key];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems.map((problem) => `\`value\` of ${key}: ${problem}`));
  }
}
