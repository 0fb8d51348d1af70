BEGIN TRANSACTION;
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('version','2');
INSERT INTO "meta" VALUES('source','1ddc736d307b4b4b867b01500d8f46e3');
CREATE TABLE records (
	seq INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	sent VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	origin TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "records" VALUES(1,'roll','2022-12-16T03:00:00+00:00','{"roll":"7e18f737311b","units":["a","b"]}','0000000000000000000000000000000000000000000000000000000000000000','89fb2299dd54ed923f77b3198d3d8f0743a595e397902e50855d652068b72e8e','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(2,'poll','2022-12-16T03:00:00+00:00','{"answered":"2022-12-16T03:00:01+00:00","correction":2.5,"digest":"d","roll":"7e18f737311b","spreadsheet":"id","unread":{"c":"no_tab"}}','89fb2299dd54ed923f77b3198d3d8f0743a595e397902e50855d652068b72e8e','1dfffb2448b5ca45564ec595a469bff4e73616f833f47426644f3249c64eab34','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(3,'change','2022-12-16T03:00:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":"2022-12-16","nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"A","unit":"a","valid":true}],"unit":"a"}','1dfffb2448b5ca45564ec595a469bff4e73616f833f47426644f3249c64eab34','20eb43be9b8e0ec3e9fafbcec5754a822154fb9c9430afee414d28cca56543c9','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(4,'change','2022-12-16T03:00:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":null,"nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"B","unit":"b","valid":true}],"unit":"b"}','20eb43be9b8e0ec3e9fafbcec5754a822154fb9c9430afee414d28cca56543c9','807f524db9e0bd165e7b53f14d6abf6d9a6b9d201639939e5e65eead2d9ef09f','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(5,'overrides','2022-12-16T03:00:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','807f524db9e0bd165e7b53f14d6abf6d9a6b9d201639939e5e65eead2d9ef09f','ada9448b3641f561b419985c8b6690d5d127b8c4eb1892986b52666f7fcb4e1b','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(6,'poll','2022-12-16T03:05:00+00:00','{"answered":"2022-12-16T03:05:01+00:00","correction":2.5,"digest":"d","roll":"7e18f737311b","spreadsheet":"id","unread":{"c":"no_tab"}}','ada9448b3641f561b419985c8b6690d5d127b8c4eb1892986b52666f7fcb4e1b','9da81f1e7dba52ac944d4a4533bbd25fcbadb99258cc2a223b905b12f06e7426','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(7,'change','2022-12-16T03:05:00+00:00','{"content":["x"],"day":"2022-12-16","errors":1,"observed":"valid","reminders":2,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":"2022-12-16","nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"A","unit":"a","valid":true}],"unit":"a"}','9da81f1e7dba52ac944d4a4533bbd25fcbadb99258cc2a223b905b12f06e7426','0415939afe3ddfc3e43a5bd626ab0e756be27996d08fcec4e1044f9ffa2b8a87','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(8,'change','2022-12-16T03:05:00+00:00','{"content":[],"day":null,"errors":0,"observed":"attempted","reminders":0,"rows":[{"cells":{"day":{"a1":"A2","typed":"16/12","value":"16/12","verdict":"accept"}},"day":null,"nil":false,"number":1,"problems":[],"sheet_id":7,"tab":"B","unit":"b","valid":true}],"unit":"b"}','0415939afe3ddfc3e43a5bd626ab0e756be27996d08fcec4e1044f9ffa2b8a87','1eb1954b988e9775115942cbae075fee29770171b613797f99da0e374a420e1b','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(9,'overrides','2022-12-16T03:05:00+00:00','{"overrides":[{"by":"Ban","cell":"C2","day":"2022-12-16","reason":"mất điện","status":"excused","unit":"a"}]}','1eb1954b988e9775115942cbae075fee29770171b613797f99da0e374a420e1b','24a2e2dc686186646ed12618a5db7edb5074c1b99c3702b428ab156eb63e3b4f','1ddc736d307b4b4b867b01500d8f46e3','');
INSERT INTO "records" VALUES(10,'document','2022-12-16T03:00:01+00:00','{"at":"2022-12-16T03:00:01+00:00","document":"2022-12-16","files":["bao-cao-nhanh-2022-12-16-10h00.docx"],"moment":"2022-12-16T03:00:00+00:00"}','24a2e2dc686186646ed12618a5db7edb5074c1b99c3702b428ab156eb63e3b4f','63bed03bd53195a535e393ac9a7adf44b240e4d646bbd582257ad3eefb63f331','1ddc736d307b4b4b867b01500d8f46e3','');
CREATE INDEX ix_records_kind ON records (kind);
COMMIT;
