// A thread of its own for the pace licence: seconds of computing in which Ctrl-C must still be heard.
import { parentPort, workerData } from "node:worker_threads";
import { selectIncident } from "../../scenarios/selection.ts";
import { computeCarryingCapacity } from "../simulate/carrying-capacity.ts";
import { computePaceLicence } from "../simulate/pace-licence.ts";
import type { LicenceNews, LicenceWork } from "./pace-licences.ts";

const { selection, objectives, pace, seed } = workerData as LicenceWork;
const post = (news: LicenceNews) => parentPort?.postMessage(news);
const incident = selectIncident(selection);
const licence = computePaceLicence(incident, pace, seed, (next) => post({ next }));
post({ licence, carryingCapacity: computeCarryingCapacity(incident, objectives, pace, seed) });
