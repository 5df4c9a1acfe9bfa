UPDATE lrs_attachment_uploads SET abandoned = true WHERE started < @before
