/**
 * This file was made by `npm run gen` from tests/golden/openapi.json.
 * Do not make direct changes to the file.
 */

export interface paths {
    "/api/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Catalogue
         * @description Everything that can be picked, with its fields, ranges, defaults and help.
         */
        get: operations["get_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Project
         * @description Every problem of a project with its place and its fixes, and every node's shape.
         */
        post: operations["check_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Download
         * @description Begin to fetch a data set or trained weights, unless it is here or on its way; it goes on without this client.
         */
        post: operations["start_download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/download/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Download
         * @description How far it is.
         */
        get: operations["get_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasets/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Dataset
         * @description The first samples of each part: the numbers that a run with this data and validation split would see.
         */
        post: operations["preview_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Formats
         * @description Every format that a trained run can be written in.
         */
        get: operations["list_formats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/gathering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Gathering
         * @description What could be brought here; nothing where others reach the server, too.
         */
        get: operations["get_gathering"];
        put?: never;
        /**
         * Gather
         * @description Bring it here: from now on it belongs to every browser on this machine.
         */
        post: operations["gather"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description Answers as soon as the page can be used, and while the server waits for another to end.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Catalogue Health
         * @description The packages that add entries, and what is wrong with them. All were loaded when the server started.
         */
        get: operations["catalogue_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lessons
         * @description All lessons in the order in which they are learned, in this language where translated; the first opens with the
         *     page.
         */
        get: operations["list_lessons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description Your saved projects, last changed first.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Create Project
         * @description Save a project anew.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Project
         * @description A saved project.
         */
        get: operations["get_project"];
        /**
         * Save Project
         * @description Save over a project.
         */
        put: operations["save_project"];
        post?: never;
        /**
         * Delete Project
         * @description Forget a project; the runs started from it stay.
         */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description Your runs, newest first; drafts and runs of other browsers are left out.
         */
        get: operations["list_runs"];
        put?: never;
        /**
         * Start Run
         * @description Start a run of a project; it is yours, and goes on without this client until it ends or is stopped.
         */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete Runs
         * @description End these runs of yours and forget them with their points and weights; the others stay.
         */
        post: operations["delete_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description A run and the exact project it was started from, yours or another's whose link you have.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        /**
         * Delete Run
         * @description End a run and forget it with its points and weights.
         */
        delete: operations["delete_run"];
        options?: never;
        head?: never;
        /**
         * Label Run
         * @description Rename a run, tag it, or write about it; its project, weights and points stay as they are.
         */
        patch: operations["label_run"];
        trace?: never;
    };
    "/api/runs/{run_id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Command Run
         * @description Play, pause, step, stop, or set a live setting; answered within a second.
         */
        post: operations["command_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/export/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Run
         * @description The network of a run with what it has learned, as its newest checkpoint has it.
         */
        get: operations["export_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics
         * @description The points after ``after``, in order, none missing.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Run
         * @description A new draft of the same project, paused at step 0; the old run is stopped if it was going.
         */
        post: operations["reset_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep Weights
         * @description Store the weights of a run, as its newest checkpoint has them; the stored file is yours.
         */
        post: operations["keep_weights"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schema/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Project Schema
         * @description What a project file may hold: JSON Schema, draft 2020-12.
         */
        get: operations["get_project_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Poll Stream
         * @description Ask for what is new on a stream, and send messages of the tab; without a session it opens one.
         */
        post: operations["poll_stream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Uploads
         * @description Every file that you uploaded, newest first.
         */
        get: operations["list_uploads"];
        put?: never;
        /**
         * Upload File
         * @description Upload a table (CSV), a zip of pictures or a text; the body is the file itself. The same content again is the
         *     same file; the same table read by another recipe is another one.
         */
        post: operations["upload_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{kind}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Upload
         * @description What is known of an uploaded file.
         */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /**
         * Delete Upload
         * @description Keep an uploaded file no longer. It goes at once, or when nobody else keeps it and the last project and run that
         *     use it are deleted.
         */
        delete: operations["delete_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Weights
         * @description Every weights file that you keep, newest first.
         */
        get: operations["list_weights"];
        put?: never;
        /**
         * Upload Weights
         * @description Upload a safetensors file; the body is the file itself.
         */
        post: operations["upload_weights"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/weights/{weights}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Weights
         * @description Every tensor of a weights file.
         */
        get: operations["get_weights"];
        put?: never;
        post?: never;
        /**
         * Delete Weights
         * @description Keep a weights file no longer. It goes at once, or when nobody else keeps it and the last project and run that
         *     use it are deleted.
         */
        delete: operations["delete_weights"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/weights/{weights}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Weights
         * @description The file itself, safetensors.
         */
        get: operations["download_weights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AddEdge */
        AddEdge: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "add_edge";
            edge: components["schemas"]["Edge"];
            /** Title */
            title: string;
        };
        /**
         * AddNode
         * @description Add a node with this layer, and a wire from ``source`` to it where a source is given.
         */
        AddNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "add_node";
            /** Layer */
            layer: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Source
             * @default null
             */
            source: string | null;
            /** Title */
            title: string;
        };
        /**
         * Answer
         * @description The answer to the message that had this ``id``.
         */
        Answer: {
            /**
             * Code
             * @description The code of the sentence ``error``.
             * @default null
             */
            code: string | null;
            /**
             * Error
             * @description The error as a sentence: which value came, which would fit, what to do.
             * @default null
             */
            error: string | null;
            /** Id */
            id: number;
            /** Ok */
            ok: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "answer";
            /** @default null */
            value: components["schemas"]["JsonValue"];
            /**
             * Values
             * @description The values of the sentence ``error``.
             * @default {}
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Attack
         * @description How a sample was changed to mislead the network, and the network's answers before and after.
         */
        Attack: {
            /**
             * After
             * @description The class that the network predicts for the changed sample.
             */
            after: string;
            /**
             * Attack
             * @enum {string}
             */
            attack: "noise" | "fgsm" | "pgd";
            /**
             * Before
             * @description The class that the network predicts for the sample.
             */
            before: string;
            /**
             * Epsilon
             * @description The largest change of any number.
             */
            epsilon: number;
        };
        /**
         * AttentionFacts
         * @description The attention weights from each step of a sample to each other step, head by head.
         */
        AttentionFacts: {
            /**
             * Causal
             * @description Whether each step attends only to itself and earlier steps.
             */
            causal: boolean;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Steps
             * @description How many steps are shown, and how many there are.
             */
            steps?: number[];
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The name of each step.
             */
            tokens: string[];
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description The attention weights from each step of a sample to each other step, head by head. */
        AttentionReading: {
            facts: components["schemas"]["AttentionFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "attention";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [heads, queries, keys]: weights; each row adds up to 1 */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * BarsFacts
         * @description Bars with names, in one or more series.
         */
        BarsFacts: {
            /** @description The attack, where the bars are the answers to a sample and to a changed sample. */
            attack?: components["schemas"]["Attack"] | null;
            /**
             * Frozen
             * @description For layers: which of them are frozen.
             */
            frozen?: boolean[] | null;
            /**
             * Log
             * @description Whether the axis is logarithmic.
             */
            log?: boolean;
            /**
             * Meaning
             * @description The meaning of the numbers.
             */
            meaning?: string | null;
            /**
             * Names
             * @description The name of each bar.
             */
            names: string[];
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * References
             * @description Horizontal reference lines.
             */
            references?: components["schemas"]["Level"][];
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Series
             * @description The name of each series.
             */
            series: string[];
            /** @description The attribution, where the bars are the shares of an answer. */
            shares?: components["schemas"]["Shares"] | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /**
             * Whole
             * @description For silenced units: the loss of the whole network.
             */
            whole?: number | null;
        };
        /** @description Bars with names, in one or more series. */
        BarsReading: {
            facts: components["schemas"]["BarsFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "bars";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [series, bars]: how long each bar is */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * BlockFile
         * @description Nodes that the page shows as one card. The network that is trained has no blocks: it has the nodes.
         */
        BlockFile: {
            /**
             * Folded
             * @description Whether it is shown as one card. false shows its nodes with a frame around them.
             * @default true
             */
            folded: boolean;
            /** Name */
            name: string;
            /**
             * Nodes
             * @description The ids of its nodes. All nodes of another block may be among them, or none of them.
             */
            nodes: string[];
        };
        /** Body_preview_dataset */
        Body_preview_dataset: {
            data: components["schemas"]["EntryJson"];
            /**
             * Val Fraction
             * @default 0
             */
            val_fraction: number;
        };
        /**
         * Catalogue
         * @description All entries by family, in palette order, and the settings of the training beside them.
         */
        Catalogue: {
            /** Families */
            families: {
                [key: string]: components["schemas"]["CatalogueEntry"][];
            };
            training: components["schemas"]["Form"];
        };
        /**
         * CatalogueEntry
         * @description One layer, loss, optimizer, schedule, initializer, augmentation, data set, task or probe.
         */
        CatalogueEntry: {
            /**
             * Added
             * @description Layers: the name of what it adds to the loss; empty where it adds nothing.
             * @default null
             */
            added: string | null;
            /**
             * Adversarial
             * @description Tasks: two networks of one drawing learn against each other.
             * @default null
             */
            adversarial: boolean | null;
            /**
             * Aliases
             * @description Its other names in the field, for a search; left out where there are none.
             * @default null
             */
            aliases: string[] | null;
            /**
             * Defaults
             * @description Every field that has a default, with it; ``type`` too.
             */
            defaults: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Elementwise
             * @description Layers: each output depends on the one input at its place.
             * @default null
             */
            elementwise: boolean | null;
            /** Formula */
            formula: string;
            /** Group */
            group: string;
            /** Help */
            help: string;
            /**
             * Kinds
             * @description Probes: the kinds of reading they give.
             * @default null
             */
            kinds: string[] | null;
            /**
             * Losses
             * @description Tasks: the losses that fit, the usual one first.
             * @default null
             */
            losses: string[] | null;
            /**
             * Max Inputs
             * @description Layers: how many wires may end in it.
             * @default null
             */
            max_inputs: number | null;
            /**
             * Needs
             * @description Data sets: what they need first: an uploaded file (table, images, text) or a download. Layers: the package that
             *     must be installed.
             * @default null
             */
            needs: string | null;
            /**
             * On Demand
             * @description Probes: answers one question exactly rather than being watched.
             * @default null
             */
            on_demand: boolean | null;
            /**
             * Package
             * @description The package that it comes from, where it is none of ours.
             * @default null
             */
            package: string | null;
            /**
             * Pieces
             * @description Those of its other names that are drawn from several nodes, and how; left out where there are none.
             * @default null
             */
            pieces: {
                [key: string]: string;
            } | null;
            /**
             * Random
             * @description Layers: draws random numbers while training.
             * @default null
             */
            random: boolean | null;
            /**
             * Schema
             * @description JSON Schema of its fields; hints for the form lie under each field's ``ui``.
             */
            schema: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Source */
            source: string;
            /**
             * Squash
             * @description Losses: what makes answers of the outputs they take: none, softmax or sigmoid.
             * @default null
             */
            squash: string | null;
            /**
             * Tasks
             * @description Data sets: the tasks they fit, the usual one first.
             * @default null
             */
            tasks: string[] | null;
            /** Title */
            title: string;
            /** Type */
            type: string;
            /**
             * Variants
             * @description Those of its other names that mean it with some fields set; left out where there are none.
             * @default null
             */
            variants: {
                [key: string]: {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            } | null;
            /**
             * Watches Loss
             * @description Schedules: depends on the test losses so far, so that no plan can be drawn beforehand.
             * @default null
             */
            watches_loss: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * CatalogueHealth
         * @description Whether all entries that are installed can be used.
         */
        CatalogueHealth: {
            /** Packages */
            packages: components["schemas"]["PackageHealth"][];
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "problems";
        };
        /**
         * Change
         * @description A live setting that was changed before this step's update.
         */
        Change: {
            /** After */
            after: number | string | boolean | null;
            /** Before */
            before: number | string | boolean | null;
            /** Field */
            field: string;
        };
        /**
         * Choice
         * @description A possible token at a place, and the probability that the network gives to it.
         */
        Choice: {
            /** Probability */
            probability: number;
            /** Token */
            token: string;
        };
        /**
         * ClassHealth
         * @description How often the network answers with a class.
         */
        ClassHealth: {
            /**
             * Answers
             * @description How many samples the network takes for the class.
             */
            answers: number;
            /** Name */
            name: string;
            /**
             * Samples
             * @description How many of the samples are of the class.
             */
            samples: number;
        };
        /**
         * Column
         * @description One column of a table.
         */
        Column: {
            /**
             * Counts
             * @description How many rows have each level.
             * @default []
             */
            counts: number[];
            /**
             * Different
             * @description Of a text: how many different values there are, counted up to 5,000; 0 where nobody counted.
             * @default 0
             */
            different: number;
            /**
             * High
             * @default null
             */
            high: number | null;
            /**
             * Kind
             * @description category: few different values; text: too many to be classes, never used.
             * @enum {string}
             */
            kind: "number" | "category" | "text" | "empty";
            /**
             * Levels
             * @description The different values, in order: of a category, and of a number that is whole and has few.
             * @default []
             */
            levels: string[];
            /**
             * Low
             * @default null
             */
            low: number | null;
            /** Missing */
            missing: number;
            /** Name */
            name: string;
            /**
             * Role
             * @description What it probably is.
             * @default feature
             * @enum {string}
             */
            role: "feature" | "target" | "ignore";
        };
        Command: components["schemas"]["Play"] | components["schemas"]["Pause"] | components["schemas"]["Step"] | components["schemas"]["Stop"] | components["schemas"]["Set"];
        /**
         * CommandMessage
         * @description A command to a run.
         */
        CommandMessage: {
            /** Command */
            command: components["schemas"]["Play"] | components["schemas"]["Pause"] | components["schemas"]["Step"] | components["schemas"]["Stop"] | components["schemas"]["Set"];
            /** Id */
            id: number;
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "command";
        };
        /**
         * ConfusionFacts
         * @description How often the network takes each class for each class.
         */
        ConfusionFacts: {
            /**
             * Classes
             * @description The names of the classes.
             */
            classes: string[];
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description How often the network takes each class for each class. */
        ConfusionReading: {
            facts: components["schemas"]["ConfusionFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "confusion";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [classes, classes]: row is the true class, column the predicted one */
                counts: components["schemas"]["Tensor"];
            };
        };
        /**
         * CurveFacts
         * @description The network as a function of its only input.
         */
        CurveFacts: {
            /**
             * Classes
             * @description The classes that the outputs stand for.
             */
            classes?: string[];
            /**
             * Input
             * @description The name of the input.
             */
            input: string;
            /**
             * Meaning
             * @description The meaning of the answers.
             * @enum {string}
             */
            meaning: "probability" | "output" | "prediction";
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Target
             * @description The name of the target.
             */
            target: string;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description The network as a function of its only input. */
        CurveReading: {
            facts: components["schemas"]["CurveFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "curve";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [points]: values of the input */
                x: components["schemas"]["Tensor"];
                /** @description [points, outputs]: what the network answers */
                y: components["schemas"]["Tensor"];
            };
        };
        /**
         * DataInfo
         * @description What a data set is like. Known without making the samples.
         */
        DataInfo: {
            /**
             * Causal
             * @default false
             */
            causal: boolean;
            /**
             * Classes
             * @default []
             */
            classes: string[];
            /**
             * Empty Classes
             * @default []
             */
            empty_classes: string[];
            /**
             * Features
             * @default []
             */
            features: string[];
            /**
             * Input Range
             * @default null
             */
            input_range: [
                number,
                number
            ] | null;
            /**
             * Mask Token
             * @default null
             */
            mask_token: number | null;
            /**
             * Mode Radius
             * @default 0
             */
            mode_radius: number;
            /**
             * Modes
             * @default []
             */
            modes: [
                number,
                number
            ][];
            /**
             * Num Targets
             * @default 1
             */
            num_targets: number;
            /** Num Test */
            num_test: number;
            /** Num Train */
            num_train: number;
            /**
             * Num Val
             * @default 0
             */
            num_val: number;
            /**
             * Overlap
             * @default null
             */
            overlap: number | null;
            /**
             * Pad Token
             * @default null
             */
            pad_token: number | null;
            /**
             * Plane
             * @default null
             */
            plane: [
                number,
                number
            ] | null;
            /** Shape */
            shape: number[];
            /**
             * Target
             * @default y
             */
            target: string;
            /**
             * Target Range
             * @default null
             */
            target_range: [
                number,
                number
            ] | null;
            /**
             * Token Targets
             * @default false
             */
            token_targets: boolean;
            /**
             * Vocab
             * @default []
             */
            vocab: string[];
        };
        /**
         * DeleteRuns
         * @description Which runs are deleted.
         */
        DeleteRuns: {
            /** Ids */
            ids: string[];
        };
        Down: components["schemas"]["Hello"] | components["schemas"]["Heartbeat"] | components["schemas"]["Runs"] | components["schemas"]["Listed"] | components["schemas"]["RunMessage"] | components["schemas"]["Points"] | components["schemas"]["Status"] | components["schemas"]["Answer"] | components["schemas"]["Pace"] | components["schemas"]["Refusal"] | components["schemas"]["ProbeProblem"];
        /**
         * Download
         * @description How far a download is.
         */
        Download: {
            /**
             * Bytes
             * @description So many came.
             */
            bytes: number;
            /**
             * Code
             * @description Which sentence that is.
             */
            code: string | null;
            /**
             * Error
             * @description Why it failed and what to do.
             */
            error: string | null;
            /**
             * State
             * @description absent: not asked for yet; done: it lies in the data folder.
             * @enum {string}
             */
            state: "absent" | "going" | "done" | "failed";
            /**
             * Total
             * @description Of so many, about.
             */
            total: number;
            /** Type */
            type: string;
            /**
             * Values
             * @description The values in it.
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * EarlyStoppingFile
         * @description When to end the training before the last epoch.
         */
        EarlyStoppingFile: {
            /**
             * Min Delta
             * @description How much lower the loss must be to count as lower.
             * @default 0
             */
            min_delta: number;
            /**
             * Patience
             * @description How many epochs in a row may pass without a lower loss (validation loss, or test loss without a validation
             *     split).
             * @default 10
             */
            patience: number;
            /**
             * Restore Best
             * @description Whether the weights of the best epoch are restored at the end.
             * @default true
             */
            restore_best: boolean;
        };
        /**
         * Edge
         * @description The two ends of a wire.
         */
        Edge: {
            /**
             * Handle
             * @default 0
             */
            handle: number;
            /** Source */
            source: string;
            /** Target */
            target: string;
        };
        /**
         * EdgeFile
         * @description A wire from one node's output to an input (``handle``) of another.
         */
        EdgeFile: {
            /**
             * Handle
             * @default 0
             */
            handle: number;
            /** Source */
            source: string;
            /** Target */
            target: string;
        };
        /**
         * EntryJson
         * @description An entry of the catalogue as it is saved: its type and the fields that differ from the defaults.
         */
        EntryJson: {
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Error
         * @description Why a request was refused.
         */
        Error: {
            /**
             * Code
             * @description Which sentence that is: programs go by this, never by the text.
             */
            code: string;
            /**
             * Error
             * @description What came, what would fit, what to do, in English.
             */
            error: string;
            /**
             * Problems
             * @description Each thing that is wrong, with its place.
             * @default []
             */
            problems: components["schemas"]["Problem"][];
            /**
             * Values
             * @description What stands in the sentence.
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Fetch
         * @description Let the server download something and keep it. The file does not change.
         */
        Fetch: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "fetch";
            /**
             * Download
             * @description The name of the download.
             */
            download: string;
            /** Title */
            title: string;
        };
        /**
         * Field2dFacts
         * @description The output of each unit at every point of the input plane.
         */
        Field2dFacts: {
            /**
             * Classes
             * @description The classes of the outputs, where the pictures are the answers of a whole network.
             */
            classes?: string[];
            /**
             * High
             * @description The highest coordinate of the plane, on both axes.
             */
            high: number;
            /**
             * Low
             * @description The lowest coordinate of the plane, on both axes.
             */
            low: number;
            /**
             * Meaning
             * @description The meaning of the answers of a whole network.
             */
            meaning?: ("probability" | "output" | "prediction") | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description The output of each unit at every point of the input plane. */
        Field2dReading: {
            facts: components["schemas"]["Field2dFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "field2d";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [units, size, size]: one picture a unit, row 0 at x2 = high */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * FilePreview
         * @description The beginning of a file, as people recognize it.
         */
        FilePreview: {
            /**
             * About
             * @description How it was read: encoding, delimiter, decimal mark …
             * @default {}
             */
            about: {
                [key: string]: string;
            };
            /**
             * Lines
             * @description The first lines of a text, or of the file of a table.
             * @default []
             */
            lines: string[];
            /** @default null */
            pictures: components["schemas"]["Thumbnails"] | null;
            /**
             * Read
             * @description Tables: the same rows as they were read; an empty cell is a missing value.
             * @default []
             */
            read: string[][];
            /**
             * Rows
             * @description Tables: the first rows as they stand in the file, cells cut to 40 characters.
             * @default []
             */
            rows: string[][];
        };
        /**
         * Form
         * @description Fields that belong to no entry, with what a form needs of them.
         */
        Form: {
            /** Defaults */
            defaults: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Schema */
            schema: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * FormatCard
         * @description One format that a trained run can be written in.
         */
        FormatCard: {
            /**
             * Ending
             * @description Of its files: ``.onnx``.
             */
            ending: string;
            /**
             * Problem
             * @description Why it cannot be written here and what to do; null where it can.
             */
            problem: string | null;
            /** Summary */
            summary: string;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /** @description All that one probe measured at one step of one run. */
        Frame: {
            epoch: number;
            /** @description The probe's key, or `#<id>` for the answer to the message `measure` with that id. */
            probe: string;
            readings: components["schemas"]["Reading"][];
            run: string;
            step: number;
        };
        /**
         * Gathering
         * @description How much there is that other browsers on this machine have made.
         */
        Gathering: {
            /**
             * Files
             * @description Uploaded files, and weights that are kept.
             * @default 0
             */
            files: number;
            /**
             * Projects
             * @default 0
             */
            projects: number;
            /**
             * Runs
             * @default 0
             */
            runs: number;
        };
        /**
         * Health
         * @description The page can be used from the first answer on; runs started before a worker is ready wait for it.
         */
        Health: {
            /**
             * Notices
             * @description What whoever runs the server should know, such as damage that was found and the back-up that is there.
             * @default []
             */
            notices: string[];
            /** @description Null while the server waits. */
            readers: components["schemas"]["ReadersHealth"] | null;
            /**
             * Reason
             * @description Why it is not ok, in a sentence.
             */
            reason: string | null;
            /**
             * Status
             * @description ``saving_delayed``: the database has kept something waiting for more than a second; nothing that was saved is
             *     lost. ``waiting``: another server goes on with the runs in the database; this one takes over when it ends.
             * @enum {string}
             */
            status: "ok" | "saving_delayed" | "waiting";
            /**
             * Torch
             * @description Version of PyTorch in the workers.
             */
            torch: string;
            /** Version */
            version: string;
            workers: components["schemas"]["WorkersHealth"];
        };
        /**
         * Heartbeat
         * @description Sent at least every second, so that a tab notices a dead connection, and when saving is delayed or goes on.
         */
        Heartbeat: {
            /**
             * Code
             * @description Which sentence ``delayed`` is.
             * @default null
             */
            code: string | null;
            /**
             * Delayed
             * @description Why saving is delayed, and what is safe where; null while all is saved within a second.
             * @default null
             */
            delayed: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "heartbeat";
            /**
             * Values
             * @description The values in it.
             * @default {}
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Hello
         * @description The first message on every connection.
         */
        Hello: {
            /**
             * Instance
             * @description A new value after every start of the server.
             */
            instance: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hello";
            /** Version */
            version: string;
        };
        /**
         * HistogramFacts
         * @description How many numbers fall into each of several ranges of equal width.
         */
        HistogramFacts: {
            /**
             * Dead
             * @description For the inputs of an activation: the part of the units whose gradient is 0 for every sample.
             */
            dead?: number | null;
            /**
             * Flat
             * @description For the inputs of an activation: the part of the numbers where its gradient is nearly 0.
             */
            flat?: number | null;
            /**
             * High
             * @description The end of the last range.
             */
            high: number;
            /**
             * Low
             * @description The beginning of the first range.
             */
            low: number;
            /**
             * Mean
             * @description The mean of all finite numbers.
             */
            mean: number;
            /**
             * Num Zero
             * @description How many numbers are exactly 0.
             */
            num_zero: number;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Outside
             * @description How many numbers are below ``low`` or above ``high``.
             */
            outside?: number | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Std
             * @description The standard deviation of all finite numbers.
             */
            std: number;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description How many numbers fall into each of several ranges of equal width. */
        HistogramReading: {
            facts: components["schemas"]["HistogramFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "histogram";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [bins]: how many numbers fall into each range */
                counts: components["schemas"]["Tensor"];
            };
        };
        /**
         * ImageFacts
         * @description Filters or feature maps, one small picture each.
         */
        ImageFacts: {
            /**
             * In Channels
             * @description For filters: how many input channels each filter reads.
             */
            in_channels?: number | null;
            /**
             * Input
             * @description The node that the numbers come from, where the picture shows the input of a node.
             */
            input?: string | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Out Channels
             * @description For filters: how many output channels the layer has.
             */
            out_channels?: number | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shape
             * @description The shape of the whole tensor that the pictures are a part of.
             */
            shape?: number[];
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Shown In
             * @description For filters: how many input channels are shown for each output channel.
             */
            shown_in?: number | null;
            /**
             * Shown Out
             * @description For filters: how many output channels are shown.
             */
            shown_out?: number | null;
            /** @description The part of a training step that the picture shows, if it is one. */
            step?: components["schemas"]["StepPicture"] | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description Filters or feature maps, one small picture each. */
        ImageReading: {
            facts: components["schemas"]["ImageFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "image";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [channels, height, width]: one picture a channel; of filters one for each pair of channels, input channels fastest */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * Images
         * @description Pictures as bytes, row by row: value = low + byte / 255 * (high - low).
         */
        Images: {
            /**
             * Data
             * @description The bytes in base64.
             */
            data: string;
            /** High */
            high: number;
            /** Low */
            low: number;
            /**
             * Shape
             * @description [pictures, height, width], or [pictures, channels, height, width].
             */
            shape: number[];
        };
        /**
         * ImagesFacts
         * @description Small pictures in rows and columns: inputs and outputs, generated samples, attention heads.
         */
        ImagesFacts: {
            /** @description The attack, where the pictures show how a sample was changed to mislead the network. */
            attack?: components["schemas"]["Attack"] | null;
            /**
             * Bound
             * @description The number that is drawn in the strongest colour. null is the largest number.
             */
            bound?: number | null;
            /**
             * Captions
             * @description The caption of each picture, row by row.
             */
            captions?: string[][];
            /** @description The receptive field, where the pictures show what one number of a layer depends on. */
            field?: components["schemas"]["SeenField"] | null;
            /**
             * High
             * @description For a grid of decoded points: the highest coordinates.
             */
            high?: number[] | null;
            /**
             * Low
             * @description For a grid of decoded points: the lowest coordinates.
             */
            low?: number[] | null;
            /**
             * Meaning
             * @description The meaning of the numbers, where they are not pictures of samples.
             */
            meaning?: string | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Row Names
             * @description The name of each row.
             */
            row_names?: string[];
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shape
             * @description The shape of the whole tensor that the pictures are a part of.
             */
            shape?: number[];
            /** @description The attribution, where the pictures show the shares of an answer. */
            shares?: components["schemas"]["Shares"] | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Signed
             * @description Whether numbers below 0 have a meaning. Then they are drawn in another colour.
             */
            signed: boolean;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The name of each row of pixels, where the rows are the steps of a sample of tokens.
             */
            tokens?: string[] | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /**
         * ImagesMeta
         * @description Labelled pictures: ``pictures`` [count, channels, size, size] uint8 and ``labels`` [count] int32.
         */
        ImagesMeta: {
            /**
             * Channels
             * @enum {integer}
             */
            channels: 1 | 3;
            /** Classes */
            classes: string[];
            /** Count */
            count: number;
            /** Counts */
            counts: number[];
            /**
             * Kind
             * @default images
             * @constant
             */
            kind: "images";
            /**
             * Name
             * @description What the person who uploaded it called it, for people only.
             * @default
             */
            name: string;
            /**
             * Size
             * @description Height and width, in pixels.
             */
            size: number;
        };
        /** @description Small pictures in rows and columns: inputs and outputs, generated samples, attention heads. */
        ImagesReading: {
            facts: components["schemas"]["ImagesFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "images";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [rows, columns, height, width]: the pictures */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * InsertLayer
         * @description Put a new layer into a wire.
         */
        InsertLayer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "insert_layer";
            edge: components["schemas"]["Edge"];
            /** Layer */
            layer: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Title */
            title: string;
        };
        JsonValue: unknown;
        /**
         * @description attention: The attention weights from each step of a sample to each other step, head by head.
         *       values [heads, queries, keys]: weights; each row adds up to 1
         *     bars: Bars with names, in one or more series.
         *       values [series, bars]: how long each bar is
         *     confusion: How often the network takes each class for each class.
         *       counts [classes, classes]: row is the true class, column the predicted one
         *     curve: The network as a function of its only input.
         *       x [points]: values of the input
         *       y [points, outputs]: what the network answers
         *     field2d: The output of each unit at every point of the input plane.
         *       values [units, size, size]: one picture a unit, row 0 at x2 = high
         *     histogram: How many numbers fall into each of several ranges of equal width.
         *       counts [bins]: how many numbers fall into each range
         *     image: Filters or feature maps, one small picture each.
         *       values [channels, height, width]: one picture a channel; of filters one for each pair of channels, input channels fastest
         *     images: Small pictures in rows and columns: inputs and outputs, generated samples, attention heads.
         *       values [rows, columns, height, width]: the pictures
         *     lines: One or more curves over the same axis.
         *       x [points]: places along the axis
         *       y [lines, points]: the curves; NaN leaves a gap
         *     matrix: A weight matrix, whose rows are outputs and whose columns are inputs, or other numbers in rows and columns.
         *       values [rows, columns]: the numbers
         *       bias [rows]: the offset of each output, not always there
         *     prediction: The network's prediction for each sample, beside the truth.
         *       truth [samples]: in the units of the target
         *       predicted [samples]: in the units of the target
         *     samples: Samples that are pictures, with their true targets and the network's predictions.
         *       images [samples, height, width]: the pictures
         *       index [samples]: which sample each is, counted from 0 in its half
         *       target [samples]: the place of the true class, or the true number
         *       predicted [samples]: the same as the network answers it
         *       loss [samples]: what each costs
         *     scalar: One number and facts about it.
         *       values []: the number
         *     scatter: Points on a plane, in groups, with lines, arrows and other marks.
         *       points [points, 2]: where each lies
         *       group [points]: the group of each, counted from 0
         *       index [points]: which sample each is, not always there
         *       marked [marked, 2]: points that are ringed, not always there
         *       ellipses [ellipses, 4]: centres and radii, not always there
         *       arrows [arrows, 4]: from, to, not always there
         *       lines [lines, 4]: from, to, not always there
         *       grid [rows, columns, 2]: an even grid, bent, not always there
         *     states: Units over time, part by part: the states of a recurrent layer, and how far its gates are open.
         *       values [parts, steps, units]: each unit at each step, part by part
         *     surface: A surface from above, with a path on it.
         *       values [size, size]: heights, row 0 at high y
         *       path [places, 2]: the way; its last place is where it stands now
         *     table: Rows of words and numbers. No tensors.
         *     tokens: A row of tokens with one number for each token.
         *       values [tokens]: one number a token
         *     vector: Activations of one sample, or the network's answer for it.
         *       values [units]: one number a unit, class or target
         * @enum {string}
         */
        Kind: "attention" | "bars" | "confusion" | "curve" | "field2d" | "histogram" | "image" | "images" | "lines" | "matrix" | "prediction" | "samples" | "scalar" | "scatter" | "states" | "surface" | "table" | "tokens" | "vector";
        /**
         * LabelRun
         * @description What people write on a run to find it again. What is left out stays as it is.
         */
        LabelRun: {
            /**
             * Own Notes
             * @description In place of what was written about it.
             */
            own_notes?: string | null;
            /**
             * Tags
             * @description In place of those that it has. The same word in another case counts once.
             */
            tags?: string[] | null;
            /**
             * Title
             * @description Its name. The project that it was started from keeps its own.
             */
            title?: string | null;
        };
        /**
         * Late
         * @description What was asked for is taken, and waits in the server's memory to be saved.
         */
        Late: {
            /**
             * Code
             * @description Which sentence that is.
             */
            code: string;
            /**
             * Delayed
             * @description Why saving is delayed, and what is safe where, in English.
             */
            delayed: string;
            /**
             * Id
             * @description Of what is being made; null where nothing new is.
             */
            id: string | null;
            /**
             * Values
             * @description What stands in the sentence.
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * LayerHealth
         * @description How well an activation lets the gradient through.
         */
        LayerHealth: {
            /**
             * Dead
             * @description How many units have the derivative 0 for every sample: no gradient passes them.
             */
            dead: number;
            /**
             * Node
             * @description The id of the activation's node.
             */
            node: string;
            /**
             * Saturated
             * @description The part of its inputs where the derivative is below 0.01. null for an activation that is not flat on both
             *     sides.
             */
            saturated: number | null;
            /**
             * Units
             * @description How many units it has: channels where its output is pictures, else numbers.
             */
            units: number;
        };
        /**
         * Lesson
         * @description A lesson: something to do, to watch and to think about, and the project that it starts from.
         */
        Lesson: {
            /**
             * Compare
             * @description Projects that are trained beside it from the same seed.
             * @default []
             */
            compare: components["schemas"]["Variant"][];
            /**
             * Group
             * @description The heading of its group.
             */
            group: string;
            /**
             * Id
             * @description The name of its files.
             */
            id: string;
            /**
             * Pace
             * @description Steps per second at which people can watch it learn. null is as fast as possible.
             * @default null
             */
            pace: number | null;
            project: components["schemas"]["ProjectFile"];
            /**
             * Question
             * @description A question that a person can answer by trying things out.
             */
            question: string;
            /**
             * Shows
             * @description The tab of the bottom strip with the pictures that the text describes. null is the open tab.
             * @default null
             */
            shows: ("insides" | "ask") | null;
            /**
             * Terms
             * @description The field's words that lead to it in a search, written as in a sentence: ``GAN``, ``vanishing gradient``.
             * @default []
             */
            terms: string[];
            /**
             * Text
             * @description Paragraphs separated by empty lines: what to do, what to watch, why.
             */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * Level
         * @description A horizontal line across a picture, with its name.
         */
        Level: {
            /** Label */
            label: string;
            /** Value */
            value: number;
        };
        /**
         * LinesFacts
         * @description One or more curves over the same axis.
         */
        LinesFacts: {
            /**
             * Count
             * @description How many samples were measured.
             */
            count?: number | null;
            /**
             * Formula
             * @description The formula of the function that is drawn.
             */
            formula?: string | null;
            /**
             * Free Mse
             * @description For a forecast: the mean squared error of the part that was made without true values.
             */
            free_mse?: number | null;
            /**
             * Log
             * @description Whether the vertical axis is logarithmic.
             */
            log?: boolean;
            /**
             * Names
             * @description The name of each curve.
             */
            names: string[];
            /**
             * Now
             * @description The current place of the run along the horizontal axis.
             */
            now?: number | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Ratios
             * @description The first value of each curve divided by its last. null where the last is 0.
             */
            ratios?: (number | null)[] | null;
            /**
             * References
             * @description Horizontal reference lines.
             */
            references?: components["schemas"]["Level"][];
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Ticks
             * @description The name of each place along the horizontal axis.
             */
            ticks?: string[] | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The token at each place along the horizontal axis.
             */
            tokens?: string[] | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /**
             * X Label
             * @description The label of the horizontal axis.
             */
            x_label: string;
            /**
             * Y Label
             * @description The label of the vertical axis.
             */
            y_label: string;
        };
        /** @description One or more curves over the same axis. */
        LinesReading: {
            facts: components["schemas"]["LinesFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "lines";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [points]: places along the axis */
                x: components["schemas"]["Tensor"];
                /** @description [lines, points]: the curves; NaN leaves a gap */
                y: components["schemas"]["Tensor"];
            };
        };
        /**
         * Listed
         * @description What changed in the list since the tab was told of it last.
         */
        Listed: {
            /**
             * Gone
             * @description Ids of runs that are there no more; of a draft and of a run of somebody else only where this tab showed it.
             * @default []
             */
            gone: string[];
            /**
             * Runs
             * @description Runs that came or changed, each as it is now.
             * @default []
             */
            runs: components["schemas"]["RunInfo"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "listed";
        };
        /**
         * MatrixFacts
         * @description A weight matrix, whose rows are outputs and whose columns are inputs, or other numbers in rows and columns.
         */
        MatrixFacts: {
            /**
             * Columns
             * @description The name of each column.
             */
            columns?: string[] | null;
            /**
             * Input
             * @description The node that the numbers come from, where the matrix shows the input of a node.
             */
            input?: string | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shape
             * @description The shape of the whole tensor, before it was reshaped to rows.
             */
            shape?: number[];
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /** @description The part of a training step that the matrix shows, if it is one. */
            step?: components["schemas"]["StepPicture"] | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The name of each row, where the rows are the steps of a sample of tokens.
             */
            tokens?: string[] | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description A weight matrix, whose rows are outputs and whose columns are inputs, or other numbers in rows and columns. */
        MatrixReading: {
            facts: components["schemas"]["MatrixFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "matrix";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [rows]: the offset of each output */
                bias?: components["schemas"]["Tensor"];
                /** @description [rows, columns]: the numbers */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * Measure
         * @description Asks for one exact measurement of a probe now. The answer is an ``answer`` and, where the probe measured, one
         *     binary frame whose ``probe`` is ``"#<id>"``.
         */
        Measure: {
            /** Id */
            id: number;
            /** Probe */
            probe: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "measure";
        };
        /**
         * NetworkFile
         * @description The drawing: nodes and wires.
         */
        NetworkFile: {
            /**
             * Edges
             * @default []
             */
            edges: components["schemas"]["EdgeFile"][];
            /** Nodes */
            nodes: components["schemas"]["NodeFile"][];
        };
        /**
         * NextPoint
         * @description The sample that a single unit learns from next.
         */
        NextPoint: {
            /**
             * Score
             * @description The unit's output for the sample, before the threshold.
             */
            score: number;
            /**
             * Target
             * @description The class of the sample.
             */
            target: number;
            /**
             * Wrong
             * @description Whether the sample is on the wrong side of the line.
             */
            wrong: boolean;
            /** X */
            x: number[];
        };
        /**
         * NodeFile
         * @description One node of the drawing.
         */
        NodeFile: {
            /** Id */
            id: string;
            layer: components["schemas"]["EntryJson"];
            /**
             * Name
             * @description The name that a person gave it. Without one, the title of its layer is shown.
             * @default null
             */
            name: string | null;
            /**
             * Trainable
             * @description false keeps its params unchanged while the other nodes learn.
             * @default true
             */
            trainable: boolean;
        };
        /**
         * NodeReport
         * @description The facts that the check knows about one node.
         */
        NodeReport: {
            /**
             * Input Shapes
             * @description The input shapes by handle. null where the wire is missing or its shape is unknown.
             * @default []
             */
            input_shapes: (number[] | null)[];
            /**
             * Max Inputs
             * @default 1
             */
            max_inputs: number;
            /**
             * Num Params
             * @default null
             */
            num_params: number | null;
            /**
             * Shape
             * @description The shape of the node's output for one sample. null where a problem hides it.
             * @default null
             */
            shape: number[] | null;
            /**
             * Start
             * @description Whether the node takes its start weights. null where it takes none.
             * @default null
             */
            start: ("taken" | "does not fit") | null;
            /**
             * Vocab
             * @description The size of the vocabulary, where the output is tokens.
             * @default null
             */
            vocab: number | null;
        };
        /**
         * Norms
         * @description Euclidean norms over all params of one node.
         */
        Norms: {
            /**
             * Gradient
             * @description The norm of the gradient in the last batch. null before the first step and for a frozen node.
             * @default null
             */
            gradient: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /** Weight */
            weight: number | ("NaN" | "Infinity" | "-Infinity");
        };
        /**
         * Note
         * @description Something that happened to a run and that a person should know: a restart, a divergence, a limit.
         */
        Note: {
            /**
             * At
             * @description The time, ISO, UTC.
             */
            at: string;
            /** Code */
            code: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "restarted" | "diverged" | "moved" | "limit" | "damaged";
            /** Step */
            step: number;
            /**
             * Text
             * @description The text of ``code`` and ``values`` for a person.
             */
            text: string;
            /**
             * Values
             * @default {}
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Offer
         * @description A probe that has something to show for a project, and where it is shown.
         */
        Offer: {
            /**
             * Node
             * @description The id of its node, for the place ``node``.
             * @default null
             */
            node: string | null;
            /**
             * Order
             * @description Smaller numbers come first. The first few are shown from the start.
             * @default 100
             */
            order: number;
            /**
             * Place
             * @enum {string}
             */
            place: "output" | "inside" | "node" | "step" | "ask";
            /**
             * Probe
             * @description The probe with the fields for watching it. The page fills in ``sample``, ``of`` and ``asked``.
             */
            probe: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Title */
            title: string;
        };
        /**
         * Pace
         * @description How the line of this tab is, after it became slow or fast. Over a slow line pictures come fewer and smaller.
         */
        Pace: {
            /**
             * Bytes Per Sec
             * @description About what it takes.
             */
            bytes_per_sec: number;
            /** Is Slow */
            is_slow: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pace";
        };
        /**
         * PackageHealth
         * @description Another package that adds entries to the catalogue.
         */
        PackageHealth: {
            /**
             * Entries
             * @description The types of its entries that can be used.
             */
            entries: string[];
            /** Name */
            name: string;
            /**
             * Problems
             * @description What was left out and why, a sentence each.
             */
            problems: string[];
            /** Version */
            version: string;
        };
        /**
         * Pause
         * @description Pause between two steps.
         */
        Pause: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pause";
        };
        /**
         * Ping
         * @description Asks for a heartbeat.
         */
        Ping: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ping";
        };
        /**
         * Play
         * @description Train until something stops the run.
         */
        Play: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "play";
        };
        /**
         * Point
         * @description One numbered metric point. ``seq`` is 1, 2, 3 … within the run. The same steps always give the same points.
         *
         *     ``epoch``: losses and metrics over all samples of each part (train, val, test) after that epoch (epoch 0: before the
         *     first step).
         *     ``batch``: the mean of the batch losses since the previous point, every 50 steps within an epoch.
         *     ``change``: a live setting was changed at this step.
         *     ``lost``: a point that the database can no longer give, since its file is damaged; it holds nothing.
         *     Where a run restores the weights of its best epoch at the end, one more ``epoch`` point has their losses and
         *     metrics.
         */
        Point: {
            /**
             * Batch Loss
             * @default null
             */
            batch_loss: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /** @default null */
            change: components["schemas"]["Change"] | null;
            /** Epoch */
            epoch: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "epoch" | "batch" | "change" | "lost";
            /**
             * Learning Rate
             * @description The learning rate of the next step, at epoch and change points of a run whose learning rate follows a
             *     schedule.
             * @default null
             */
            learning_rate: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /**
             * Metrics
             * @description ``train_accuracy``, ``val_accuracy``, ``test_accuracy``, ``test_r2`` …
             * @default {}
             */
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /**
             * Norms
             * @description The norms by node id, at epoch points.
             * @default {}
             */
            norms: {
                [key: string]: components["schemas"]["Norms"];
            };
            /** Seq */
            seq: number;
            /** Step */
            step: number;
            /**
             * Test Loss
             * @default null
             */
            test_loss: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /**
             * Train Loss
             * @default null
             */
            train_loss: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /**
             * Val Loss
             * @description null where the project has no validation split.
             * @default null
             */
            val_loss: number | ("NaN" | "Infinity" | "-Infinity") | null;
        };
        /**
         * Points
         * @description The next points of a run, without gaps, in order, after the seq that the tab has.
         */
        Points: {
            /**
             * Last Seq
             * @description The last seq on the server. More frames follow until the tab has all points.
             */
            last_seq: number;
            /** Points */
            points: components["schemas"]["Point"][];
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "points";
        };
        /**
         * Poll
         * @description What a tab asks with one poll.
         */
        Poll: {
            /**
             * After
             * @description The number of the newest batch that has come. A batch that has not come is sent again.
             * @default 0
             */
            after: number;
            /**
             * Close
             * @description The tab leaves; nothing more is sent to it.
             * @default false
             */
            close: boolean;
            /**
             * First
             * @description The number of the first of the messages; a tab counts them from 1.
             * @default 1
             */
            first: number;
            /**
             * Messages
             * @description Messages that the server is not known to have, each as the text that a websocket would carry.
             * @default []
             */
            messages: string[];
            /**
             * Rested Secs
             * @description How long the tab has waited by itself since the last answer came, so that its line is not taken for slow.
             * @default 0
             */
            rested_secs: number;
            /**
             * Session
             * @description As the first answer gave it; null opens a new one.
             */
            session?: string | null;
            /**
             * Wait Secs
             * @description How long to wait for something new; 0 asks for what there is.
             * @default 0
             */
            wait_secs: number;
        };
        /**
         * PollAnswer
         * @description What one poll brings, as MessagePack. ``frames`` are texts and bytes, as a websocket would carry them.
         */
        PollAnswer: {
            /**
             * Closed
             * @description Why there is nothing more to come: the code with which a websocket would be closed.
             * @default null
             */
            closed: number | null;
            /** Frames */
            frames: (string)[];
            /**
             * Number
             * @description Of this batch of frames; the one before where there is nothing new.
             */
            number: number;
            /**
             * Session
             * @description Names this line in the next poll; whoever has it can use the line.
             */
            session: string;
            /**
             * Taken
             * @description The number of the newest message of the tab that the server has.
             */
            taken: number;
        };
        /**
         * PredictionFacts
         * @description The network's prediction for each sample, beside the truth.
         */
        PredictionFacts: {
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Target
             * @description The name of the target.
             */
            target: string;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description The network's prediction for each sample, beside the truth. */
        PredictionReading: {
            facts: components["schemas"]["PredictionFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "prediction";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [samples]: in the units of the target */
                predicted: components["schemas"]["Tensor"];
                /** @description [samples]: in the units of the target */
                truth: components["schemas"]["Tensor"];
            };
        };
        /**
         * Preview
         * @description What a data set looks like before anything is trained on it.
         */
        Preview: {
            /**
             * Columns
             * @description The columns that the inputs are made of, in order. Empty if inputs are as they are, without other units.
             * @default []
             */
            columns: components["schemas"]["PreviewColumn"][];
            info: components["schemas"]["DataInfo"];
            /**
             * Kind
             * @description points: samples are points of a plane; curve: one input and one target; images; sequences: steps of numbers;
             *     tokens; rows: flat samples.
             * @enum {string}
             */
            kind: "points" | "curve" | "images" | "sequences" | "tokens" | "rows";
            /**
             * Target Std
             * @description How many units of the target one unit of the network's answer is, if targets are standardized numbers.
             * @default 1
             */
            target_std: number;
            test: components["schemas"]["PreviewHalf"];
            /** @description The samples to train on, without those of the validation split. */
            train: components["schemas"]["PreviewHalf"];
            /** @description The samples of the validation split. Null if there is none. */
            val: components["schemas"]["PreviewHalf"] | null;
        };
        /**
         * PreviewColumn
         * @description One column in its own units, and how the inputs of the network are made of it: (value - mean) / std.
         */
        PreviewColumn: {
            /**
             * High
             * @description The least and the largest value among all samples.
             */
            high: number;
            /**
             * Levels
             * @description The values of a category, each of which is one input of 0 or 1. Empty for a number, which is one input.
             */
            levels: string[];
            /** Low */
            low: number;
            /** Mean */
            mean: number[];
            /** Name */
            name: string;
            /**
             * Std
             * @description Of each of its inputs.
             */
            std: number[];
            /**
             * Whole
             * @description Whether all its values are whole numbers.
             */
            whole: boolean;
        };
        /**
         * PreviewHalf
         * @description The first samples of one half, in the order in which a run has them.
         */
        PreviewHalf: {
            /** @description Null if samples are not pictures. */
            images: components["schemas"]["Images"] | null;
            /**
             * Index
             * @description The index of each of these samples in the half.
             */
            index: number[];
            /**
             * Inputs
             * @description Samples as the network gets them (standardized if the data set does that). Sequences are flattened, step after
             *     step. Null for pictures and tokens.
             */
            inputs: number[][] | null;
            /**
             * Targets
             * @description Class numbers, or the first target in its own units. Empty if targets are tokens or there are none.
             */
            targets: number[];
            /**
             * Token Targets
             * @description The target at each position if targets are tokens, with -100 where there is none. Null otherwise.
             * @default null
             */
            token_targets: number[][] | null;
            /**
             * Tokens
             * @description Samples that are rows of tokens, as numbers of the vocabulary. Null for other samples.
             * @default null
             */
            tokens: number[][] | null;
            /**
             * Total
             * @description The number of samples in the whole half.
             */
            total: number;
        };
        /**
         * ProbeProblem
         * @description The reason why a probe could not measure, as a sentence. The run continues.
         */
        ProbeProblem: {
            /** Error */
            error: string;
            /** Probe */
            probe: string;
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "probe_problem";
        };
        /**
         * Problem
         * @description One thing that keeps the project from training, or (as a warning) that a person should know.
         */
        Problem: {
            /**
             * Code
             * @description The code of the sentence. Code that depends on the kind of problem compares it.
             */
            code: string;
            /** @default null */
            edge: components["schemas"]["Edge"] | null;
            /**
             * Fixes
             * @default []
             */
            fixes: (components["schemas"]["InsertLayer"] | components["schemas"]["SetField"] | components["schemas"]["SetFields"] | components["schemas"]["RemoveEdge"] | components["schemas"]["RemoveNode"] | components["schemas"]["AddNode"] | components["schemas"]["AddEdge"] | components["schemas"]["Fetch"])[];
            /**
             * Node
             * @default null
             */
            node: string | null;
            /**
             * Place
             * @description The place in the file: ``network.nodes[1].layer.out_features``.
             */
            place: string;
            /**
             * Sentence
             * @description The sentence as English text.
             */
            readonly sentence: string;
            /**
             * Severity
             * @default error
             * @enum {string}
             */
            severity: "error" | "warning";
            /**
             * Values
             * @description The values for the placeholders of the sentence.
             * @default {}
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * ProjectCard
         * @description A saved project as lists show it.
         */
        ProjectCard: {
            /** Created */
            created: string;
            /** Id */
            id: string;
            /** Title */
            title: string;
            /**
             * Updated
             * @description ISO time, UTC.
             */
            updated: string;
        };
        /**
         * ProjectDetail
         * @description A saved project with its file.
         */
        ProjectDetail: {
            /** Created */
            created: string;
            /** Id */
            id: string;
            /** Project */
            project: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Title */
            title: string;
            /**
             * Updated
             * @description ISO time, UTC.
             */
            updated: string;
        };
        /**
         * ProjectFile
         * @description The whole project file.
         */
        ProjectFile: {
            /**
             * $Schema
             * @description Where editors find the JSON Schema of this file. Torchground keeps it and does not read it.
             * @default null
             */
            $schema: string | null;
            /**
             * Blocks
             * @description The nodes that the page shows as one card. Training does not depend on them.
             * @default []
             */
            blocks: components["schemas"]["BlockFile"][];
            data: components["schemas"]["EntryJson"];
            network: components["schemas"]["NetworkFile"];
            /**
             * Title
             * @default Untitled
             */
            title: string;
            /**
             * Torchground
             * @description The version of the file format: the first one that has everything this file has.
             * @default 1
             */
            torchground: number;
            /**
             * @default {
             *       "augmentations": [],
             *       "batch_size": 32,
             *       "clip_grad_norm": null,
             *       "clip_grad_value": null,
             *       "early_stopping": null,
             *       "epochs": 100,
             *       "generator_optimizer": null,
             *       "initializer": null,
             *       "l1": 0,
             *       "l2": 0,
             *       "loss": null,
             *       "optimizer": null,
             *       "scheduler": null,
             *       "seed": 1,
             *       "shuffle": true,
             *       "start": null,
             *       "task": null,
             *       "val_fraction": 0
             *     }
             */
            training: components["schemas"]["TrainingFile"];
            /**
             * View
             * @description How the page shows the project (positions). The server only stores it.
             * @default {}
             */
            view: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * ReadersHealth
         * @description The processes that read uploaded files.
         */
        ReadersHealth: {
            /**
             * Allowed Unconfined
             * @description Whether whoever runs the server lets files be read all the same.
             */
            allowed_unconfined: boolean;
            /**
             * Confined
             * @description Whether all is in force without which no file is read; null until it is known, a second after the start.
             */
            confined: boolean | null;
            /**
             * In Force
             * @description What is taken from such a process before it reads the first byte, as a process of this server said.
             */
            in_force: string[];
            /**
             * Missing
             * @description What is not in force on this machine, and why; some of it is only wished for.
             */
            missing: {
                [key: string]: string;
            };
        };
        Reading: components["schemas"]["AttentionReading"] | components["schemas"]["BarsReading"] | components["schemas"]["ConfusionReading"] | components["schemas"]["CurveReading"] | components["schemas"]["Field2dReading"] | components["schemas"]["HistogramReading"] | components["schemas"]["ImageReading"] | components["schemas"]["ImagesReading"] | components["schemas"]["LinesReading"] | components["schemas"]["MatrixReading"] | components["schemas"]["PredictionReading"] | components["schemas"]["SamplesReading"] | components["schemas"]["ScalarReading"] | components["schemas"]["ScatterReading"] | components["schemas"]["StatesReading"] | components["schemas"]["SurfaceReading"] | components["schemas"]["TableReading"] | components["schemas"]["TokensReading"] | components["schemas"]["VectorReading"];
        /**
         * Received
         * @description How many frames have come over this line since it was opened, pieces counted each. Only on a line that was opened
         *     with ``paced=true``; the server then sends no more ahead than the line takes.
         */
        Received: {
            /** Frames */
            frames: number;
            /**
             * Rested Secs
             * @description How long the page was busy before it saw the last of them, so that its line is not taken for slow.
             * @default 0
             */
            rested_secs: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "received";
        };
        /**
         * Recipe
         * @description How a table is read. What is None is guessed from the content.
         */
        Recipe: {
            /**
             * Below
             * @description How many rows below the names are no data, such as a row of units.
             * @default null
             */
            below: number | null;
            /**
             * Cases
             * @description Whether words that differ only in upper and lower case are one value. None: where they surely are.
             * @default null
             */
            cases: ("keep" | "merge") | null;
            /**
             * Dates
             * @description What comes first in dates such as 3/4/2024.
             * @default null
             */
            dates: ("day first" | "month first") | null;
            /**
             * Decimal
             * @default null
             */
            decimal: ("." | ",") | null;
            /**
             * Delimiter
             * @default null
             */
            delimiter: ("," | ";" | "\t" | "|" | " ") | null;
            /**
             * Encoding
             * @description By Python's name: ``utf-8``, ``cp1252``, ``utf-16`` …
             * @default null
             */
            encoding: string | null;
            /**
             * Escape
             * @description How a quotation mark is written inside a quoted cell.
             * @default null
             */
            escape: ("doubled" | "backslash") | null;
            /**
             * Header
             * @description The line of the file with the names of the columns; 0 where there are no names.
             * @default null
             */
            header: number | null;
            /**
             * Missing
             * @description Words that mean that there is no value, besides the usual ones in columns of numbers and what cannot be a value
             *     in columns of words. An empty list: no word among numbers means it.
             * @default null
             */
            missing: string[] | null;
            /**
             * Order
             * @description Whether the rows stay as they are or are sorted by the column of dates.
             * @default null
             */
            order: ("file" | "time") | null;
            /**
             * Part
             * @description Which table of a file with several: a sheet, a table of a database, a list in JSON, the names of arrays.
             * @default null
             */
            part: string | null;
            /**
             * Quote
             * @description What stands around a cell with a delimiter in it; empty where a quotation mark is a letter.
             * @default null
             */
            quote: ("\"" | "'" | "") | null;
            /**
             * Skip
             * @description How many lines at the beginning are neither names nor rows.
             * @default null
             */
            skip: number | null;
            /**
             * Thousands
             * @description What parts the thousands of a number; empty where nothing does.
             * @default null
             */
            thousands: ("" | "," | "." | "'" | " ") | null;
        };
        /**
         * Refusal
         * @description The answer to a message that could not be read or that is not allowed. The connection stays open.
         */
        Refusal: {
            /**
             * Code
             * @description The code of the sentence ``error``.
             */
            code: string;
            /** Error */
            error: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refusal";
            /**
             * Values
             * @description The values of the sentence ``error``.
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /** RemoveEdge */
        RemoveEdge: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "remove_edge";
            edge: components["schemas"]["Edge"];
            /** Title */
            title: string;
        };
        /** RemoveNode */
        RemoveNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "remove_node";
            /** Node */
            node: string;
            /** Title */
            title: string;
        };
        /**
         * Report
         * @description The whole result of the check.
         */
        Report: {
            /**
             * Activation Bytes
             * @description The memory of all float32 activations of one batch.
             */
            activation_bytes: number;
            /** @description The facts about the data. null where a problem hides them. */
            data: components["schemas"]["DataInfo"] | null;
            /**
             * Defaults
             * @description The values that the file leaves out and the check fills in: task, loss, optimizer, generator_optimizer,
             *     batch_size.
             */
            defaults: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Nodes */
            nodes: {
                [key: string]: components["schemas"]["NodeReport"];
            };
            /** Num Params */
            num_params: number;
            /**
             * Offers
             * @description The readings that suit the project, in the order in which the page shows them. Empty where there is an error.
             * @default []
             */
            offers: components["schemas"]["Offer"][];
            /**
             * Ok
             * @description Whether there are no errors. There may be warnings.
             */
            ok: boolean;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Steps Per Epoch */
            steps_per_epoch: number | null;
        };
        /**
         * ResetRun
         * @description How a run begins anew.
         */
        ResetRun: {
            /**
             * New Seed
             * @description Draw other weights and another order; else everything comes out the same again.
             * @default false
             */
            new_seed: boolean;
            /**
             * Request
             * @description A name the client makes up: sent again, it gives the run it made the first time.
             */
            request?: string | null;
        };
        /**
         * RunDetail
         * @description A run with the exact project it was started from.
         */
        RunDetail: {
            info: components["schemas"]["RunInfo"];
            /**
             * May Change
             * @description Whether whoever asked may drive, change and delete the run; else they look on.
             * @default true
             */
            may_change: boolean;
            project: components["schemas"]["ProjectFile"];
        };
        /**
         * RunInfo
         * @description A run as lists and headers show it.
         */
        RunInfo: {
            /** Created */
            created: string;
            /**
             * Device
             * @default cpu
             */
            device: string;
            /**
             * Draft
             * @description The run was opened but never played. It is not listed, and it is deleted when nobody watches it.
             * @default false
             */
            draft: boolean;
            /**
             * Epoch
             * @default 0
             */
            epoch: number;
            /**
             * Epochs
             * @description How many epochs are planned.
             */
            epochs: number;
            /**
             * Final
             * @description The losses and metrics of the last epoch point.
             * @default {}
             */
            final: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** Id */
            id: string;
            /**
             * Last Seq
             * @default 0
             */
            last_seq: number;
            /**
             * Notes
             * @description What happened to it.
             * @default []
             */
            notes: components["schemas"]["Note"][];
            /** Num Params */
            num_params: number;
            /**
             * Own Notes
             * @description What people wrote about it.
             * @default
             */
            own_notes: string;
            /**
             * Reason
             * @description Why it failed or stopped, or what it waits for, as a sentence.
             * @default null
             */
            reason: string | null;
            /**
             * Reason Code
             * @description The code of the sentence ``reason``.
             * @default null
             */
            reason_code: string | null;
            /**
             * Reason Values
             * @description The values of the sentence ``reason``.
             * @default {}
             */
            reason_values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Seed
             * @description The seed of its first weights and of its order; null for a run of an older version.
             * @default null
             */
            seed: number | null;
            /**
             * Settings
             * @description The current live settings, by field.
             * @default {}
             */
            settings: {
                [key: string]: number | string | boolean | null;
            };
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "paused" | "finished" | "stopped" | "failed";
            /**
             * Step
             * @default 0
             */
            step: number;
            /** Steps Per Epoch */
            steps_per_epoch: number;
            /**
             * Steps Per Second
             * @description The requested speed. null is as fast as possible.
             * @default null
             */
            steps_per_second: number | null;
            /**
             * Tags
             * @description Words that people put on it to find it again.
             * @default []
             */
            tags: string[];
            /** Title */
            title: string;
        };
        /**
         * RunLeft
         * @description A run that was not deleted.
         */
        RunLeft: {
            /**
             * Code
             * @description Which sentence that is.
             */
            code: string;
            /**
             * Error
             * @description Why, in English.
             */
            error: string;
            /** Id */
            id: string;
            /**
             * Values
             * @description What stands in the sentence.
             */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * RunMessage
         * @description The current state of a run. Sent after every change, when the change is committed.
         */
        RunMessage: {
            run: components["schemas"]["RunInfo"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "run";
        };
        /**
         * Runs
         * @description All listed runs of this browser, the newest first. Sent once after hello, and to a tab that has missed too many
         *     changes.
         */
        Runs: {
            /** Runs */
            runs: components["schemas"]["RunInfo"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "runs";
        };
        /**
         * RunsDeleted
         * @description What came of it.
         */
        RunsDeleted: {
            /** Deleted */
            deleted: string[];
            /** Left */
            left: components["schemas"]["RunLeft"][];
        };
        /**
         * SamplesFacts
         * @description Samples that are pictures, with their true targets and the network's predictions.
         */
        SamplesFacts: {
            /**
             * Classes
             * @description The names of the classes; empty where the targets are numbers.
             */
            classes: string[];
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description Samples that are pictures, with their true targets and the network's predictions. */
        SamplesReading: {
            facts: components["schemas"]["SamplesFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "samples";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [samples, height, width]: the pictures */
                images: components["schemas"]["Tensor"];
                /** @description [samples]: which sample each is, counted from 0 in its half */
                index: components["schemas"]["Tensor"];
                /** @description [samples]: what each costs */
                loss: components["schemas"]["Tensor"];
                /** @description [samples]: the same as the network answers it */
                predicted: components["schemas"]["Tensor"];
                /** @description [samples]: the place of the true class, or the true number */
                target: components["schemas"]["Tensor"];
            };
        };
        /**
         * ScalarFacts
         * @description One number and facts about it.
         */
        ScalarFacts: {
            /**
             * Activation Mean
             * @description For a layer: the mean of its outputs.
             */
            activation_mean?: number | null;
            /**
             * Activation Std
             * @description For a layer: the standard deviation of its outputs.
             */
            activation_std?: number | null;
            /**
             * Gradient
             * @description For a weight: its gradient in the last batch. null before the first step.
             */
            gradient?: number | null;
            /**
             * Gradient Norm
             * @description For a layer that learns: the Euclidean norm of their gradient.
             */
            gradient_norm?: number | null;
            /**
             * Gradient To Weight
             * @description For a layer that learns: the mean |gradient| divided by the mean |weight|.
             */
            gradient_to_weight?: number | null;
            /**
             * Index
             * @description Its place in a param or in the output of a layer.
             */
            index?: number[] | null;
            /**
             * Meaning
             * @description Its meaning, where it is the answer of a whole network.
             */
            meaning?: ("probability" | "output" | "prediction") | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Point
             * @description The point of the input plane for which it was computed.
             */
            point?: number[] | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shape
             * @description The shape of the param that it belongs to.
             */
            shape?: number[] | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /**
             * Weight Norm
             * @description For a layer that learns: the Euclidean norm of its params.
             */
            weight_norm?: number | null;
        };
        /** @description One number and facts about it. */
        ScalarReading: {
            facts: components["schemas"]["ScalarFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "scalar";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description []: the number */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * ScatterFacts
         * @description Points on a plane, in groups, with lines, arrows and other marks.
         */
        ScatterFacts: {
            /**
             * Groups
             * @description The name of each group.
             */
            groups: string[];
            /**
             * High
             * @description The highest coordinate of the plane, on both axes.
             */
            high?: number | null;
            /**
             * Low
             * @description The lowest coordinate of the plane, on both axes. null means that the points decide it.
             */
            low?: number | null;
            /**
             * Movable
             * @description Whether a point of the plane is a code of two numbers that can be decoded.
             */
            movable?: boolean;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /** @description For a network with one unit: its line. */
            unit?: components["schemas"]["UnitLine"] | null;
            /**
             * X Label
             * @description The label of the horizontal axis. A plane without labels has no axes.
             */
            x_label?: string | null;
            /**
             * Y Label
             * @description The label of the vertical axis.
             */
            y_label?: string | null;
        };
        /** @description Points on a plane, in groups, with lines, arrows and other marks. */
        ScatterReading: {
            facts: components["schemas"]["ScatterFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "scatter";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [arrows, 4]: from, to */
                arrows?: components["schemas"]["Tensor"];
                /** @description [ellipses, 4]: centres and radii */
                ellipses?: components["schemas"]["Tensor"];
                /** @description [rows, columns, 2]: an even grid, bent */
                grid?: components["schemas"]["Tensor"];
                /** @description [points]: the group of each, counted from 0 */
                group: components["schemas"]["Tensor"];
                /** @description [points]: which sample each is */
                index?: components["schemas"]["Tensor"];
                /** @description [lines, 4]: from, to */
                lines?: components["schemas"]["Tensor"];
                /** @description [marked, 2]: points that are ringed */
                marked?: components["schemas"]["Tensor"];
                /** @description [points, 2]: where each lies */
                points: components["schemas"]["Tensor"];
            };
        };
        /**
         * SeenField
         * @description The block of the input that one number of a layer depends on.
         */
        SeenField: {
            /**
             * Box
             * @description The block of the input that the number depends on.
             */
            box: [
                number,
                number
            ][];
            /**
             * Boxes
             * @description The block of every node on the way, by node id.
             */
            boxes: {
                [key: string]: [
                    number,
                    number
                ][];
            };
            /**
             * Index
             * @description The place of the number in the layer's output.
             */
            index: number[];
            /**
             * Node
             * @description The id of the layer's node.
             */
            node: string;
        };
        /**
         * Set
         * @description Change one live setting between two steps. The weights stay. The change is a point of the run.
         *
         *     ``field`` is a path below ``training`` (``optimizer.lr``, ``l1``, ``task.train``), ``nodes.<id>.<field>`` for a live
         *     field of a layer, or ``steps_per_second`` (null is as fast as possible), which changes no result and makes no point.
         */
        Set: {
            /** Field */
            field: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set";
            /** Value */
            value: number | string | boolean | null;
        };
        /**
         * SetField
         * @description Set one value of the project file. null removes it.
         */
        SetField: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "set_field";
            /**
             * Place
             * @description Path in the file: ``["network", "nodes", 1, "layer", "out_features"]``.
             */
            place: (string | number)[];
            /** Title */
            title: string;
            value: components["schemas"]["JsonValue"];
        };
        /**
         * SetFields
         * @description Set several values of the project file together.
         */
        SetFields: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            action: "set_fields";
            /** Fields */
            fields: components["schemas"]["SetField"][];
            /** Title */
            title: string;
        };
        /**
         * Shares
         * @description The shares of an answer that belong to the parts of a sample (attribution).
         */
        Shares: {
            /**
             * Baseline
             * @description The number for a sample of zeros.
             */
            baseline: number;
            /**
             * Method
             * @description The method of the attribution: ``saliency``, ``integrated_gradients`` …
             */
            method: string;
            /**
             * Score
             * @description The name of the number that is divided into shares.
             */
            score: string;
            /**
             * Sum
             * @description The sum of all shares.
             */
            sum: number;
            /**
             * Target
             * @description The index of the network's output that is this number.
             */
            target: number;
            /**
             * Value
             * @description The number for this sample.
             */
            value: number;
        };
        /**
         * StartDownload
         * @description What to fetch.
         */
        StartDownload: {
            /**
             * Type
             * @description The type of the data set: mnist, cifar10 …; or whose trained weights: resnet18 …
             */
            type: string;
        };
        /**
         * StartFile
         * @description Weights to start from. A node takes them where the shapes fit.
         */
        StartFile: {
            /**
             * Nodes
             * @description The node of the file whose weights each node takes. null: every node takes those of the same id, where shapes
             *     fit.
             * @default null
             */
            nodes: {
                [key: string]: string;
            } | null;
            /**
             * Weights
             * @description The content hash of a weights file in the data folder. The file comes from a run or from an upload.
             */
            weights: string;
        };
        /**
         * StartRun
         * @description What a run is started from.
         */
        StartRun: {
            /**
             * Draft
             * @description Only to look at: not listed until it is played, forgotten when nobody watches it any more.
             * @default false
             */
            draft: boolean;
            /**
             * Paused
             * @description Wait at step 0 for a command.
             * @default false
             */
            paused: boolean;
            /**
             * Project
             * @description A project file; the run keeps its own copy
             */
            project: unknown;
            /**
             * Request
             * @description A name the client makes up: sent again, it gives the run it made the first time.
             */
            request?: string | null;
        };
        /**
         * StatesFacts
         * @description Units over time, part by part: the states of a recurrent layer, and how far its gates are open.
         */
        StatesFacts: {
            /**
             * Meaning
             * @description The meaning of the numbers, where they are not states.
             */
            meaning?: string | null;
            /**
             * Names
             * @description The name of each part.
             */
            names: string[];
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /** @description The attribution, where the numbers are the shares of an answer. */
            shares?: components["schemas"]["Shares"] | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The name of each step, where the sample is tokens.
             */
            tokens?: string[] | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description Units over time, part by part: the states of a recurrent layer, and how far its gates are open. */
        StatesReading: {
            facts: components["schemas"]["StatesFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "states";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [parts, steps, units]: each unit at each step, part by part */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * Status
         * @description The current progress of a run. It is not stored. Only the newest is needed.
         */
        Status: {
            /**
             * Batch Loss
             * @default null
             */
            batch_loss: number | ("NaN" | "Infinity" | "-Infinity") | null;
            /** Epoch */
            epoch: number;
            /** Run */
            run: string;
            /** Step */
            step: number;
            /**
             * Steps Per Second
             * @description The speed over the last second.
             * @default 0
             */
            steps_per_second: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "status";
        };
        /**
         * Step
         * @description Train ``count`` more batches or epochs, then pause.
         */
        Step: {
            /**
             * Count
             * @default 1
             */
            count: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "step";
            /**
             * Unit
             * @default batch
             * @enum {string}
             */
            unit: "batch" | "epoch";
        };
        /**
         * StepAfter
         * @description The loss of the same batch before and after the update.
         */
        StepAfter: {
            /** Loss */
            loss: number;
            /** New Loss */
            new_loss: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            phase: "after";
        };
        /**
         * StepBatch
         * @description The samples of one training step.
         */
        StepBatch: {
            /**
             * Index
             * @description The index of the followed sample in the train half.
             */
            index: number;
            /**
             * Num Train
             * @description How many samples the train half has.
             */
            num_train: number;
            /**
             * Part
             * @description ``discriminator`` or ``generator``, where it is that half of a step. Else empty.
             */
            part: string;
            /**
             * Parts
             * @description The names of all parts of the step, in order.
             */
            parts: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            phase: "batch";
            /**
             * Sample
             * @description The followed sample, counted from 0 in the batch.
             */
            sample: number;
            /**
             * Samples
             * @description The indices of the batch's first samples in the train half.
             */
            samples: number[];
            /**
             * Size
             * @description How many samples the batch has.
             */
            size: number;
            /**
             * Target
             * @description The target of the followed sample. null where it is several numbers or where there is none.
             */
            target: string | number | null;
        };
        /**
         * StepClip
         * @description The norm of the gradient of all params together, and its clipping.
         */
        StepClip: {
            /** Clip Grad Norm */
            clip_grad_norm: number | null;
            /** Clip Grad Value */
            clip_grad_value: number | null;
            /**
             * Factor
             * @description ``taken`` divided by ``pulled``.
             */
            factor: number;
            /** L1 */
            l1: number;
            /** L2 */
            l2: number;
            /**
             * Norm
             * @description The norm as backward computes it.
             */
            norm: number;
            /**
             * Num
             * @description How many numbers there are.
             */
            num: number;
            /**
             * Num Cut
             * @description How many numbers were clipped to ``clip_grad_value``.
             */
            num_cut: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            phase: "clip";
            /**
             * Pulled
             * @description The norm with the terms of L1 and L2.
             */
            pulled: number;
            /**
             * Taken
             * @description The norm as the optimizer uses it.
             */
            taken: number;
        };
        /**
         * StepLoss
         * @description The loss of one training step.
         */
        StepLoss: {
            /**
             * Answer
             * @description The network's answer for the sample. null where it has too many numbers.
             */
            answer: number[] | null;
            /** Classes */
            classes: string[];
            /**
             * Loss
             * @description The loss of the batch.
             */
            loss: number;
            /**
             * Of Sample
             * @description The loss of the followed sample alone. null where there is no such number.
             */
            of_sample: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            phase: "loss";
            /**
             * Target
             * @description The target of the followed sample. null where it is several numbers or where there is none.
             */
            target: string | number | null;
            /**
             * Type
             * @description The type of the loss.
             */
            type: string;
        };
        /**
         * StepOptimizer
         * @description The update by the optimizer. Its table has a row for each param.
         */
        StepOptimizer: {
            /** Learning Rate */
            learning_rate: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            phase: "optimizer";
            /**
             * Type
             * @description The type of the optimizer.
             */
            type: string;
            /** @description The followed weight. null where nothing learns. */
            weight: components["schemas"]["StepWeight"] | null;
        };
        /**
         * StepPicture
         * @description The part of one training step that a picture shows.
         */
        StepPicture: {
            /**
             * Every
             * @description Only every n-th row and column of pixels is shown.
             */
            every?: number;
            /**
             * Norm
             * @description The Euclidean norm of the whole param or gradient.
             */
            norm?: number | null;
            /**
             * Of
             * @description For a node with real and generated samples: which of them this is.
             * @enum {string}
             */
            of?: "" | "real" | "generated";
            /**
             * Phase
             * @enum {string}
             */
            phase: "forward" | "backward" | "gradient" | "optimizer";
            /**
             * Quantity
             * @description For a param: ``gradient``, ``change``, or a part of the optimizer state (``exp_avg`` …).
             */
            quantity?: string | null;
            /**
             * Tokens
             * @description The names of the numbers, where they are tokens.
             */
            tokens?: string[] | null;
        };
        /**
         * StepWeight
         * @description One weight: its value before the step, what the step computed for it, and its value after the step.
         */
        StepWeight: {
            /** After */
            after: number;
            /** Before */
            before: number;
            /** Change */
            change: number;
            /**
             * Gradient
             * @description The gradient as backward computes it. null where the weight gets none.
             */
            gradient: number | null;
            /**
             * Index
             * @description Its place in the param.
             */
            index: number[];
            /**
             * Memory
             * @description The optimizer's state for the weight after the update.
             */
            memory: {
                [key: string]: number;
            };
            /**
             * Memory Before
             * @description The optimizer's state for the weight before the update: ``exp_avg`` …
             */
            memory_before: {
                [key: string]: number;
            };
            /** Param */
            param: string;
            /**
             * Taken
             * @description The gradient as the optimizer uses it.
             */
            taken: number | null;
        };
        /**
         * Stop
         * @description End the run for good. Its weights and its curve stay.
         */
        Stop: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stop";
        };
        /**
         * Subscribe
         * @description Asks for a run: its state, the points after ``after``, then live messages.
         */
        Subscribe: {
            /**
             * After
             * @default 0
             */
            after: number;
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscribe";
        };
        /**
         * SurfaceFacts
         * @description A surface from above, with a path on it.
         */
        SurfaceFacts: {
            /**
             * Centre
             * @description The exact height in the middle.
             */
            centre?: number | null;
            /**
             * Gradient
             * @description The gradient of the height at the current place.
             */
            gradient?: number[] | null;
            /**
             * High
             * @description The highest x and y.
             */
            high: [
                number,
                number
            ];
            /**
             * Low
             * @description The lowest x and y.
             */
            low: [
                number,
                number
            ];
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Paths
             * @description The names of the paths.
             */
            paths?: string[];
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Steps
             * @description The training step of each place of the path.
             */
            steps?: number[] | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /**
             * Value
             * @description The exact height at the current place.
             */
            value?: number | null;
        };
        /** @description A surface from above, with a path on it. */
        SurfaceReading: {
            facts: components["schemas"]["SurfaceFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "surface";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [places, 2]: the way; its last place is where it stands now */
                path: components["schemas"]["Tensor"];
                /** @description [size, size]: heights, row 0 at high y */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * TableFacts
         * @description Rows of words and numbers. No tensors.
         */
        TableFacts: {
            /** @description The number of a layer whose terms are the rows, if the table shows one. */
            cell?: components["schemas"]["WorkedCell"] | null;
            /**
             * Columns
             * @description The names of the columns.
             */
            columns?: string[];
            /** @description What shows whether the network learns well, if the table shows it. */
            health?: components["schemas"]["TrainingHealth"] | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Rows
             * @description The cells of each row: one word or number for each column. null is an empty cell.
             */
            rows?: (string | number | null)[][];
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Step
             * @description The part of a training step that the table shows, if it is one.
             */
            step?: (components["schemas"]["StepBatch"] | components["schemas"]["StepLoss"] | components["schemas"]["StepClip"] | components["schemas"]["StepOptimizer"] | components["schemas"]["StepAfter"]) | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /**
         * TableFinding
         * @description Something in a table that may mislead a network or a person, with its evidence.
         */
        TableFinding: {
            /**
             * Advice
             * @description What helps, where something does.
             * @default none
             * @enum {string}
             */
            advice: "none" | "ignore" | "group" | "split by time" | "missing" | "merge";
            /** Code */
            code: string;
            /**
             * Column
             * @description The column that it is about; empty where it is about the whole table.
             * @default
             */
            column: string;
            /**
             * Columns
             * @default []
             */
            columns: string[];
            /**
             * Count
             * @description How many cells or rows it is about.
             * @default 0
             */
            count: number;
            /**
             * Excerpts
             * @description How the first of these lines stand in the file.
             * @default []
             */
            excerpts: string[];
            /**
             * Kind
             * @enum {string}
             */
            kind: "row number" | "id" | "constant" | "repeats the target" | "sorted by class" | "sorted by time" | "sentinel" | "one class almost alone" | "duplicates" | "case twins" | "digits lost";
            /**
             * Lines
             * @description The first lines of the file that it is about.
             * @default []
             */
            lines: number[];
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * TableMeta
         * @description A table: arrays ``n<i>`` [rows] float64 (NaN is missing) and ``c<i>`` [rows] int32 levels (-1 is missing).
         */
        TableMeta: {
            /** Columns */
            columns: components["schemas"]["Column"][];
            /**
             * Findings
             * @description What may mislead.
             * @default []
             */
            findings: components["schemas"]["TableFinding"][];
            /**
             * Format
             * @description What kind of file it came in.
             * @default csv
             * @enum {string}
             */
            format: "csv" | "excel" | "json" | "numpy" | "sqlite";
            /**
             * Kind
             * @default table
             * @constant
             */
            kind: "table";
            /**
             * Name
             * @description What the person who uploaded it called it, for people only.
             * @default
             */
            name: string;
            /**
             * Notes
             * @description What was left out, filled, merged or guessed.
             * @default []
             */
            notes: components["schemas"]["TableNote"][];
            /**
             * Parts
             * @description The tables in that file, where it may hold several.
             * @default []
             */
            parts: string[];
            /**
             * @description How it was read: with it the same file gives the same table. None in files from before there were recipes.
             * @default null
             */
            recipe: components["schemas"]["Recipe"] | null;
            /** Rows */
            rows: number;
            /**
             * Sure
             * @description How sure each guess of the recipe is, from 0 to 1; what a person gave is not among them.
             * @default {}
             */
            sure: {
                [key: string]: number;
            };
        };
        /**
         * TableNote
         * @description Something that was left out, filled, merged or taken otherwise than it stands in the file.
         */
        TableNote: {
            /** Code */
            code: string;
            /**
             * Column
             * @description The column that it is about; empty where it is about the whole table.
             * @default
             */
            column: string;
            /**
             * Count
             * @description How many cells or rows it is about.
             * @default 0
             */
            count: number;
            /**
             * Excerpts
             * @description How the first of these lines stand in the file.
             * @default []
             */
            excerpts: string[];
            /**
             * Lines
             * @description The first lines of the file that it is about.
             * @default []
             */
            lines: number[];
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /** @description Rows of words and numbers. No tensors. */
        TableReading: {
            facts: components["schemas"]["TableFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "table";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: Record<string, never>;
        };
        /**
         * TableSentence
         * @description A note or a finding of a table in English, with its place in the file.
         */
        TableSentence: {
            /**
             * Advice
             * @description What helps: ``ignore``, ``group``, ``split by time``, ``missing``, ``merge`` or ``none``.
             */
            advice: string;
            /** Columns */
            columns: string[];
            /**
             * Count
             * @description How many cells or rows it is about.
             */
            count: number;
            /**
             * Excerpts
             * @description How the first of these lines stand in the file.
             */
            excerpts: string[];
            /**
             * Lines
             * @description The first lines of the file that it is about.
             */
            lines: number[];
            /**
             * May Mislead
             * @description Whether it is about what may mislead, not about how the file was read.
             */
            may_mislead: boolean;
            /** Sentence */
            sentence: string;
            /**
             * Value
             * @description The word that the advice ``missing`` is about.
             */
            value: string;
        };
        /** @description A tensor as it is sent: little-endian numbers, row by row. A value is data × scale. */
        Tensor: {
            /** Format: binary */
            data: string;
            /** @description float32, int8 … */
            dtype: string;
            /** @description Null: values as they are. Else one for all, or one for each slice of the first axis. */
            scale: number | number[] | null;
            shape: number[];
        };
        /**
         * TensorMeta
         * @description One tensor of a weights file.
         */
        TensorMeta: {
            /** Dtype */
            dtype: string;
            /** Name */
            name: string;
            /** Shape */
            shape: number[];
        };
        /**
         * TextMeta
         * @description A text: ``text`` [bytes] uint8, UTF-8 with \n at the end of each line.
         */
        TextMeta: {
            /** Characters */
            characters: number;
            /**
             * Kind
             * @default text
             * @constant
             */
            kind: "text";
            /**
             * Letters
             * @description The most frequent characters first.
             */
            letters: string[];
            /**
             * Name
             * @description What the person who uploaded it called it, for people only.
             * @default
             */
            name: string;
            /** Num Different Words */
            num_different_words: number;
            /**
             * Num Letters
             * @description How many different ones there are.
             */
            num_letters: number;
            /** Num Words */
            num_words: number;
            /**
             * Words
             * @description The most frequent words first, divided by blanks.
             */
            words: string[];
        };
        /**
         * Thumbnails
         * @description A few pictures, small.
         */
        Thumbnails: {
            /**
             * Data
             * @description base64.
             */
            data: string;
            /** Labels */
            labels: number[];
            /**
             * Shape
             * @description [pictures, channels, height, width], one byte a number, 0 is black.
             */
            shape: number[];
        };
        /**
         * TokensFacts
         * @description A row of tokens with one number for each token.
         */
        TokensFacts: {
            /**
             * Choices
             * @description The likeliest tokens at each place, the likeliest first. null where the network is not asked.
             */
            choices?: (components["schemas"]["Choice"][] | null)[] | null;
            /**
             * Class Name
             * @description The class whose output the numbers are about.
             */
            class_name?: string | null;
            /**
             * Hidden
             * @description The places that are hidden from the network.
             */
            hidden?: number[] | null;
            /**
             * Meaning
             * @description The meaning of the numbers.
             */
            meaning: string;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Probability
             * @description The probability that the network gives to that class.
             */
            probability?: number | null;
            /**
             * Prompt
             * @description How many tokens were given. The network wrote the others.
             */
            prompt?: number | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /** @description The attribution, where the numbers are the shares of an answer. */
            shares?: components["schemas"]["Shares"] | null;
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /**
             * Text
             * @description The tokens as one text.
             */
            text?: string | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Tokens
             * @description The tokens as people read them.
             */
            tokens: string[];
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
            /**
             * Truth
             * @description The true token at each place, or the true continuation of a text. null where it is not known.
             */
            truth?: (string | null)[] | null;
        };
        /** @description A row of tokens with one number for each token. */
        TokensReading: {
            facts: components["schemas"]["TokensFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "tokens";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [tokens]: one number a token */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * TrainingFile
         * @description The training settings. Missing fields get defaults: the task of the data, the loss of the task, Adam.
         */
        TrainingFile: {
            /**
             * Augmentations
             * @description Random changes of the samples of each batch, in order.
             * @default []
             */
            augmentations: components["schemas"]["EntryJson"][];
            /**
             * Batch Size
             * @description How many samples one step has. Without a value, it is 32, or all train samples where there are fewer.
             * @default 32
             */
            batch_size: number;
            /**
             * Clip Grad Norm
             * @description Where the norm of the gradients of all params together is larger than this, they are scaled down to it.
             * @default null
             */
            clip_grad_norm: number | null;
            /**
             * Clip Grad Value
             * @description Every number of the gradients is clipped to the range from minus this value to this value.
             * @default null
             */
            clip_grad_value: number | null;
            /**
             * @description Ends the training when the loss no longer falls. null trains to the last epoch.
             * @default null
             */
            early_stopping: components["schemas"]["EarlyStoppingFile"] | null;
            /**
             * Epochs
             * @description How often training passes through all train samples.
             * @default 100
             */
            epochs: number;
            /**
             * @description The optimizer of the generator where two networks learn against each other. null uses the settings of the
             *     optimizer.
             * @default null
             */
            generator_optimizer: components["schemas"]["EntryJson"] | null;
            /**
             * @description How the first weights are drawn. null uses each layer's own method.
             * @default null
             */
            initializer: components["schemas"]["EntryJson"] | null;
            /**
             * L1
             * @description Adds l1 · Σ|w| over all weights (not biases) to the loss.
             * @default 0
             */
            l1: number;
            /**
             * L2
             * @description Adds l2 / 2 · Σw² over all weights (not biases) to the loss.
             * @default 0
             */
            l2: number;
            /** @default null */
            loss: components["schemas"]["EntryJson"] | null;
            /** @default null */
            optimizer: components["schemas"]["EntryJson"] | null;
            /**
             * @description How the learning rate changes over the training. null keeps it constant.
             * @default null
             */
            scheduler: components["schemas"]["EntryJson"] | null;
            /**
             * Seed
             * @description The seed of the first weights, of the order of the batches, and of dropout.
             * @default 1
             */
            seed: number;
            /**
             * Shuffle
             * @description Whether the train samples have a new order in every epoch.
             * @default true
             */
            shuffle: boolean;
            /**
             * @description Weights of another run or file to start from. null draws all weights.
             * @default null
             */
            start: components["schemas"]["StartFile"] | null;
            /** @default null */
            task: components["schemas"]["EntryJson"] | null;
            /**
             * Val Fraction
             * @description The part of the train samples that is not trained on but measured after every epoch. Early stopping and schedules
             *     watch its loss. The seed of the data draws it. Of a series or a text, it is the last part.
             * @default 0
             */
            val_fraction: number;
        };
        /**
         * TrainingHealth
         * @description What shows whether a network learns well, measured on the first train samples.
         */
        TrainingHealth: {
            /**
             * Blind Loss
             * @description The loss that the best answer reaches that is the same for every sample. null where there is no such number.
             */
            blind_loss: number | null;
            /**
             * Classes
             * @description Empty where the network does not answer with one class for each sample.
             */
            classes: components["schemas"]["ClassHealth"][];
            /** Layers */
            layers: components["schemas"]["LayerHealth"][];
            /**
             * Loss
             * @description The loss of these samples. null where it is not finite.
             */
            loss: number | null;
            /**
             * Moved
             * @description How far the params are from where they started, divided by their norm at the start. null where nothing learns
             *     or the norm was 0.
             */
            moved: number | null;
            /**
             * Samples
             * @description How many samples were measured.
             */
            samples: number;
        };
        /**
         * UnitLine
         * @description The line of a single unit: w·x + b = 0.
         */
        UnitLine: {
            /** B */
            b: number;
            /** @description The next sample. null where a step takes more than one sample. */
            next?: components["schemas"]["NextPoint"] | null;
            /** W */
            w: number[];
        };
        /**
         * Unsubscribe
         * @description This tab no longer shows the run.
         */
        Unsubscribe: {
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "unsubscribe";
        };
        Up: components["schemas"]["Subscribe"] | components["schemas"]["Unsubscribe"] | components["schemas"]["Watch"] | components["schemas"]["Measure"] | components["schemas"]["CommandMessage"] | components["schemas"]["Received"] | components["schemas"]["Ping"];
        /**
         * Upload
         * @description A file that was just taken.
         */
        Upload: {
            /**
             * Data
             * @description Data set entries that use it, the likeliest first.
             */
            data: components["schemas"]["EntryJson"][];
            /**
             * File
             * @description The hash of its content: how data sets name it.
             */
            file: string;
            /**
             * Is New
             * @description Whether you did not keep this file before.
             */
            is_new: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "table" | "images" | "text";
            /** Meta */
            meta: components["schemas"]["TableMeta"] | components["schemas"]["ImagesMeta"] | components["schemas"]["TextMeta"];
            /** Name */
            name: string;
            /**
             * Notes
             * @description What was left out or taken otherwise than it stands there, and what may mislead. A table keeps all of it in its
             *     ``meta``.
             */
            notes: string[];
            preview: components["schemas"]["FilePreview"];
            /**
             * Size Bytes
             * @description As it is kept.
             */
            size_bytes: number;
            /**
             * Table Notes
             * @description What was left out, filled, merged or guessed in a table, and what may mislead.
             */
            table_notes: components["schemas"]["TableSentence"][];
        };
        /**
         * UploadCard
         * @description An uploaded file as lists show it.
         */
        UploadCard: {
            /**
             * File
             * @description The hash of its content: how data sets name it.
             */
            file: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "table" | "images" | "text";
            /** Name */
            name: string;
            /**
             * Size Bytes
             * @description As it is kept.
             */
            size_bytes: number;
        };
        /**
         * UploadDetail
         * @description What is known of an uploaded file.
         */
        UploadDetail: {
            /**
             * Data
             * @description Data set entries that use it, the likeliest first.
             */
            data: components["schemas"]["EntryJson"][];
            /**
             * File
             * @description The hash of its content: how data sets name it.
             */
            file: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "table" | "images" | "text";
            /** Meta */
            meta: components["schemas"]["TableMeta"] | components["schemas"]["ImagesMeta"] | components["schemas"]["TextMeta"];
            /** Name */
            name: string;
            /**
             * Size Bytes
             * @description As it is kept.
             */
            size_bytes: number;
            /**
             * Table Notes
             * @description What was left out, filled, merged or guessed in a table, and what may mislead.
             */
            table_notes: components["schemas"]["TableSentence"][];
        };
        /**
         * Variant
         * @description Another project that is compared with the lesson's own and trained from the same seed.
         */
        Variant: {
            /**
             * Name
             * @description What is different, in a few words.
             */
            name: string;
            /**
             * Project
             * @description A whole project file.
             */
            project: {
                [key: string]: unknown;
            };
        };
        /**
         * VectorFacts
         * @description Activations of one sample, or the network's answer for it.
         */
        VectorFacts: {
            /**
             * Classes
             * @description The classes that the network chooses from, where it answers with classes.
             */
            classes?: string[];
            /**
             * Meaning
             * @description The meaning of the answer of a whole network.
             */
            meaning?: ("probability" | "output" | "prediction") | null;
            /**
             * Of
             * @description The half of the data that the reading is about, or a sample that a person made.
             */
            of?: ("train" | "test" | "asked") | null;
            /**
             * Remark
             * @description A sentence about the whole picture.
             */
            remark?: string | null;
            /**
             * Sample
             * @description The sample that the reading is about, counted from 0 in its half of the data.
             */
            sample?: number | null;
            /**
             * Shape
             * @description The shape of the whole tensor that the numbers are a part of.
             */
            shape?: number[];
            /**
             * Shown
             * @description How many numbers, slices or samples are in the reading.
             */
            shown?: number | null;
            /** @description The part of a training step that the vector shows, if it is one. */
            step?: components["schemas"]["StepPicture"] | null;
            /**
             * Target
             * @description The right answer: the index of a class, or a number. null where it is not known.
             */
            target?: number | null;
            /**
             * Title
             * @description The title of the picture, where one probe gives several pictures.
             */
            title?: string | null;
            /**
             * Total
             * @description How many numbers, slices or samples there are in all.
             */
            total?: number | null;
        };
        /** @description Activations of one sample, or the network's answer for it. */
        VectorReading: {
            facts: components["schemas"]["VectorFacts"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "vector";
            /** @description A node id, `node.param`, `output`, or empty for the whole network. */
            path: string;
            tensors: {
                /** @description [units]: one number a unit, class or target */
                values: components["schemas"]["Tensor"];
            };
        };
        /**
         * Watch
         * @description All probes of a run that this tab shows. Replaces the probes that it watched before.
         */
        Watch: {
            /** Probes */
            probes: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
            /** Run */
            run: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "watch";
        };
        /**
         * Weights
         * @description A weights file and every tensor in it.
         */
        Weights: {
            /** Name */
            name: string;
            /** Num Tensors */
            num_tensors: number;
            /** Size Bytes */
            size_bytes: number;
            /**
             * Tensors
             * @description Called ``<node>.<param>`` where they were made from a run.
             */
            tensors: components["schemas"]["TensorMeta"][];
            /**
             * Weights
             * @description The hash of its content: how ``training.start`` names it.
             */
            weights: string;
        };
        /**
         * WeightsCard
         * @description A weights file as lists show it.
         */
        WeightsCard: {
            /** Name */
            name: string;
            /** Num Tensors */
            num_tensors: number;
            /** Size Bytes */
            size_bytes: number;
            /**
             * Weights
             * @description The hash of its content: how ``training.start`` names it.
             */
            weights: string;
        };
        /**
         * WorkedCell
         * @description One number of a layer, with the arithmetic that gives it.
         */
        WorkedCell: {
            /** Bias */
            bias: number | null;
            /**
             * Formula
             * @description The formula with the numbers in it.
             */
            formula: string;
            /**
             * Index
             * @description The place of the number in the layer's output.
             */
            index: number[];
            /**
             * Inputs
             * @description The ids of the input nodes, by handle.
             */
            inputs: string[];
            /**
             * Node
             * @description The id of the layer's node.
             */
            node: string;
            /**
             * Note
             * @description A remark. Empty where there is none.
             */
            note: string;
            /**
             * Reads
             * @description The number that each row reads: its handle, then its place.
             */
            reads: number[][];
            /**
             * Sums
             * @description Whether the number is the sum of the products of all terms, plus the bias.
             */
            sums: boolean;
            /**
             * Value
             * @description The number, as the layer computed it.
             */
            value: number;
            /**
             * Weights
             * @description The weight of each row: its param, then its place in the param.
             */
            weights: (string | number)[][];
            /**
             * Window
             * @description For a layer with a sliding window: the places of the window along each axis, also those outside the input.
             */
            window: number[][] | null;
            /**
             * Winner
             * @description The row whose value is passed on, where one value wins.
             */
            winner: number | null;
        };
        /**
         * WorkersHealth
         * @description The processes that train.
         */
        WorkersHealth: {
            /**
             * Devices
             * @description What the ready ones train on: ``cpu``, ``cuda:0`` …
             */
            devices: string[];
            /** Ready */
            ready: number;
            /** Total */
            total: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_catalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalogue"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_download: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartDownload"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Download"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Download"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Body_preview_dataset"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_formats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormatCard"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_gathering: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gathering"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    gather: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gathering"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    catalogue_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueHealth"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_lessons: {
        parameters: {
            query?: {
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lesson"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectCard"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    save_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunInfo"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteRuns"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunsDeleted"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    label_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunInfo"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    command_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Play"] | components["schemas"]["Pause"] | components["schemas"]["Step"] | components["schemas"]["Stop"] | components["schemas"]["Set"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
                format: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Points"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reset_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description Taken; it waits to be saved */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Late"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    keep_weights: {
        parameters: {
            query?: {
                /** @description Keep them until somebody deletes them; false: only while a run or project starts from them, and ten minutes more */
                kept?: boolean;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Weights"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_project_schema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": Record<string, never>;
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    poll_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Poll"];
            };
        };
        responses: {
            /** @description A `PollAnswer` in MessagePack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.msgpack": string;
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadCard"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    upload_file: {
        parameters: {
            query: {
                kind: "table" | "images" | "text";
                /** @description What it is called, for people only */
                name?: string;
                /** @description How a table is read, as JSON; what is left out is guessed */
                recipe?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "table" | "images" | "text";
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDetail"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "table" | "images" | "text";
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_weights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WeightsCard"][];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    upload_weights: {
        parameters: {
            query?: {
                /** @description What it is called, for people only */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Weights"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_weights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                weights: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Weights"];
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_weights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                weights: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_weights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                weights: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A Host that this server does not answer to */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A page of another origin, or a run of somebody else that may only be looked at */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing has that id, or its row in the database is damaged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not application/json */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body does not fit: problems name each place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much at once */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another server has the runs of this database, or the database or its disk cannot be used just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
