/** What a person brings and what can be fetched, for the parts of the page that ask for it. */
export {
  deleteUpload,
  getDownload,
  getUpload,
  listUploads,
  startDownload,
  uploadFile,
} from "../api/files";
