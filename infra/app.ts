import { loadStage, readSettings, selectStages } from './config.ts';
import { addStage, createApp } from './stage.ts';

const app = createApp();
const context = (name: string): unknown => app.node.tryGetContext(name);
const settings = readSettings(context);

for (const name of selectStages(context('stage'))) addStage(app, loadStage(name, settings));
