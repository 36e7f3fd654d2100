// Shop and payment provider that a test kills without warning and starts again at the ports they had.
import { join } from "node:path";
import { repository, ShopService } from "./shop-service.ts";

export interface MortalShopOptions {
  /** Where both books are: `ledger.sqlite` and `payments.sqlite`. */
  readonly directory: string;
  /** What is different from a plain small shop. */
  readonly configuration?: object;
  /** Where `mock-shop` lies; this repository unless a test made a copy. */
  readonly root?: string;
}

export class MortalShop implements AsyncDisposable {
  readonly #options: MortalShopOptions;
  #provider!: ShopService;
  #shop!: ShopService;
  #opening = Promise.withResolvers<void>();
  /** Payments that shops took up again after their predecessor's death. */
  recoveredPayments = 0;

  private constructor(options: MortalShopOptions) {
    this.#options = options;
  }

  static async open(options: MortalShopOptions): Promise<MortalShop> {
    const both = new MortalShop(options);
    await both.#startProvider(0, 0);
    await both.#startShop(0);
    both.#opening.resolve();
    return both;
  }

  get shop(): ShopService {
    return this.#shop;
  }

  get ledgerPath(): string {
    return join(this.#options.directory, "ledger.sqlite");
  }

  get paymentsPath(): string {
    return join(this.#options.directory, "payments.sqlite");
  }

  readonly waitUntilOpen = (): Promise<void> => this.#opening.promise;

  /** `meanwhile` runs while they are dead. */
  async killAndRestart(names: readonly string[], meanwhile = async (): Promise<void> => undefined): Promise<void> {
    const { port, controlPort } = this.#provider;
    const shopPort = this.#shop.port;
    if (names.includes("shop")) this.#opening = Promise.withResolvers();
    const dying = [
      ...(names.includes("shop") ? [this.#shop] : []),
      ...(names.includes("provider") ? [this.#provider] : []),
    ];
    await Promise.all(dying.map((service) => service.kill()));
    await meanwhile();
    if (names.includes("provider")) await this.#startProvider(port, controlPort);
    if (names.includes("shop")) await this.#startShop(shopPort);
    this.recoveredPayments += (await this.#shop.readState()).counters.recoveredPayments ?? 0;
    this.#opening.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#shop[Symbol.asyncDispose]();
    await this.#provider[Symbol.asyncDispose]();
  }

  async #startProvider(port: number, controlPort: number): Promise<void> {
    const configuration = { booksPath: this.paymentsPath, port, controlPort, seed: 1, latencyMs: 2 };
    this.#provider = await ShopService.start({ kind: "provider", configuration });
  }

  async #startShop(port: number): Promise<void> {
    this.#shop = await ShopService.start({
      kind: "shop",
      root: this.#options.root ?? repository,
      configuration: {
        booksPath: this.ledgerPath,
        port,
        providerOrigin: this.#provider.origin,
        workers: 16,
        serviceMs: 2,
        queueBoundMs: 250,
        paymentDeadlineMs: 1_000,
        seed: 1,
        currency: "USD",
        pace: 100,
        voucherCapCheck: "atomic",
        ...this.#options.configuration,
      },
    });
  }
}
